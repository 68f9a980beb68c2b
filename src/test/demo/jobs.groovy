// The jobs of the demo, for Job DSL. The IDs are those of the simulator's SimulatorSeed.
def examples = new File(System.getProperty('mongodbcloud.root'), 'docs/examples')
def project = '5a0a1e7e0f2912c554080adc'

pipelineJob('pipeline') {
    description('docs/examples/declarative.Jenkinsfile: deploys, and unassigns the API key whatever became of it. ' +
        'The second build finds the key gone already and is unstable.')
    definition {
        cps {
            script(new File(examples, 'declarative.Jenkinsfile').text)
            sandbox()
        }
    }
}

freeStyleJob('freestyle') {
    description('Shows in a build step which keys of nightly tests would go, and unassigns two API keys after the ' +
        'build. One of the two was never assigned, so the build is unstable.')
    steps {
        mongoCloudUnassignApiKeyBuilder {
            options {
                projectId(project)
                description('ci-1*')
                dryRun(true)
            }
        }
    }
    publishers {
        mongoCloudUnassignApiKeyPublisher {
            unassignments {
                apiKeyOptions {
                    projectId(project)
                    apiKeyIds(['5d1d12c087d9d63e6d100042', '5d1d12c087d9d63e6d682439'])
                }
            }
        }
    }
}
