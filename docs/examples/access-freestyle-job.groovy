job('nightly-report') {
    wrappers {
        mongoCloudApiKeyWrapper {
            options {
                projectId('5a0a1e7e0f2912c554080adc')
                credentialsId('mongodb-cloud-owner')
                roles(['GROUP_READ_ONLY'])
            }
        }
    }
    steps {
        shell('echo "The API key $MCLI_PUBLIC_API_KEY has access to project $MCLI_PROJECT_ID now"')
    }
}
