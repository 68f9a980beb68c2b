job('nightly') {
    parameters {
        stringParam('API_KEY_ID', '5d1d12c087d9d63e6d682438', 'The API key that deploys')
    }
    publishers {
        mongoCloudUnassignApiKeyPublisher {
            unassignments {
                apiKeyOptions {
                    projectId('5a0a1e7e0f2912c554080adc')
                    apiKeyId('${API_KEY_ID}')
                    credentialsId('mongodb-cloud')
                }
            }
            resultOrWorse('SUCCESS')
        }
    }
}
