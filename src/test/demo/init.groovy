import io.jenkins.plugins.casc.ConfigurationAsCode
import jenkins.model.Jenkins

// Run by Jenkins when `mvn hpi:run` starts it (see "hpi:run" in pom.xml): starts the simulator of MongoDB Cloud on a
// free port of 127.0.0.1, and has Jenkins configured by jenkins.yaml. Configuration as Code would read the file by
// itself, but sooner, when the port is not known yet.

def root = new File(System.getProperty('mongodbcloud.root'))

// The simulator is test code: no plugin's class loader knows it, or the Netty that it listens with. Jackson it gets
// from Jenkins.
def classes = [new File(root, 'target/demo/classes'), *new File(root, 'target/demo/lib').listFiles()]
def loader = new URLClassLoader(classes*.toURI()*.toURL() as URL[], Jenkins.get().pluginManager.uberClassLoader)
def load = { name -> loader.loadClass('io.jenkins.plugins.mongodbcloud.testing.simulator.' + name) }

def seed = load('SimulatorSeed')
def simulator = load('Simulator').builder().cloud(seed.cloud()).start()

// Made-up keys: those of the simulator.
System.setProperty('mongodbcloud.demo.url', simulator.baseUrl())
System.setProperty('mongodbcloud.demo.publicKey', seed.ADMIN.publicKey())
System.setProperty('mongodbcloud.demo.privateKey', seed.ADMIN.privateKey())

ConfigurationAsCode.get().configure(new File(root, 'src/test/demo/jenkins.yaml').path)
println "MongoDB Cloud is simulated at ${simulator.baseUrl()}"
