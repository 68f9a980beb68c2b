// Walks through the plugin's pages as an administrator and a job's author would, on the Jenkins that `mvn hpi:run`
// starts: takes pictures into target/pages/ and checks each of our parts with axe, in light and dark, wide and narrow.
// Dark differs from light where the dark theme plugin is installed and follows the system.
//
//     mvn hpi:run                                        # in another terminal
//     cd src/test/pages && npm install && npm test
//
// JENKINS_URL is another Jenkins with the demo, CHROMIUM another browser. Needs Node 20. A second walk finds the API keys
// unassigned already; a Jenkins that was started anew has them back.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { Browser } from './browser.mjs'

const JENKINS = process.env.JENKINS_URL ?? 'http://localhost:8080/jenkins/'
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const PICTURES = fileURLToPath(new URL('../../../target/pages/', import.meta.url))

const JOB = 'web-shop'
const CREDENTIAL = 'monitoring'
const ENDPOINT = 'Ops Manager'
const STORE = 'manage/credentials/store/system/domain/_/'

// Of the simulator, see SimulatorSeed; all made up.
const PROJECT = '5a0a1e7e0f2912c554080adc'
const KEYS = ['5d1d12c087d9d63e6d100041', '5d1d12c087d9d63e6d100042', '5d1d12c087d9d63e6d682439']
const PUBLIC_KEY = 'readonly'
const PRIVATE_KEY = '8a6e0d13-94c7-4b25-a3f8-60b2c9d7f415'

const browser = new Browser(JENKINS, PICTURES)
const page = await browser.start(CHROMIUM)

const field = (name, within) => within.locator(`[name="_.${name}"]:not([type=radio]), select[name="${name}"]`)
const message = (text) => page.getByText(text).first()

/** Removes what an earlier walk has left. */
async function tidyUp() {
  const { crumbRequestField, crumb } = await (await page.request.get(`${JENKINS}crumbIssuer/api/json`)).json()
  for (const left of [`job/${JOB}/`, `${STORE}credential/${CREDENTIAL}/`]) {
    await page.request.post(`${JENKINS}${left}doDelete`, { headers: { [crumbRequestField]: crumb } })
  }
}

async function lookAtJenkinsOwnForm() {
  await browser.open('job/pipeline/configure')
  await browser.control(page.locator('#main-panel'))
}

async function addCredential() {
  await browser.open(STORE)
  await page.getByText('Add Credentials').click()
  await page.getByText('The client ID and the client secret of a service account').waitFor()
  await page.getByText('MongoDB Cloud API key pair').click()
  // The dialog does not wait for its scripts.
  await page.route('**/fields.js', async (route) => {
    await page.waitForTimeout(1000)
    await route.continue()
  })
  await page.getByRole('button', { name: 'Next' }).click()
  const dialog = page.locator('dialog[open]')
  await dialog.locator('input[aria-label="Public key"]').waitFor()
  await page.unroute('**/fields.js')
  await quiet(dialog)
  await field('id', dialog).fill(CREDENTIAL)
  await field('description', dialog).fill('Monitoring, Project Read Only')
  await field('publicKey', dialog).fill(KEYS[0])
  await field('privateKey', dialog).fill(`${PUBLIC_KEY}:${PRIVATE_KEY}`)
  await field('id', dialog).focus()
  await message('This is the ID of an API key').waitFor()
  await message('This looks like a public and a private key').waitFor()
  await browser.show('credential-wrong', dialog)

  await field('publicKey', dialog).fill(PUBLIC_KEY)
  await field('privateKey', dialog).fill(PRIVATE_KEY)
  await field('id', dialog).focus()
  await message('This is the ID of an API key').waitFor({ state: 'hidden' })
  await message('This looks like a public and a private key').waitFor({ state: 'hidden' })
  await browser.show('credential', dialog)
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('link', { name: CREDENTIAL }).waitFor()
}

async function addEndpoint() {
  await browser.open('manage/configure')
  const section = page.locator('.jenkins-section:has(> .jenkins-section__title:text-is("MongoDB Cloud"))')
  const endpoints = section.locator('.repeated-chunk[name="endpoints"]')
  const url = await field('baseUrl', endpoints.first()).inputValue()
  while ((await endpoints.count()) > 1) {
    await endpoints.last().locator('.repeatable-delete').click()
    await page.waitForTimeout(500)
  }
  await section.getByRole('button', { name: 'Add endpoint' }).click()
  const endpoint = endpoints.last()
  await quiet(endpoint)
  await field('name', endpoint).fill('Cloud Manager')
  await field('product', endpoint).focus()
  await message('Two endpoints have the name').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  assert.ok(page.url().endsWith('/configure'), 'an endpoint with the name of another was sent')
  await field('name', endpoint).fill(ENDPOINT)
  await field('product', endpoint).selectOption('OPS_MANAGER')
  await field('baseUrl', endpoint).fill(url)
  await field('baseUrl', endpoint).press('Tab')
  await field('credentialsId', endpoint).selectOption(CREDENTIAL)
  await message('is plain HTTP').waitFor()
  await endpoint.locator('label', { hasText: 'Allow plain HTTP' }).click()
  await message('is plain HTTP').waitFor({ state: 'hidden' })
  await endpoint.getByRole('button', { name: 'Test connection' }).click()
  await message('was reached and accepted readonly').waitFor()
  assert.equal(await endpoint.locator('.mongodb-cloud-endpoint-title').innerText(), ENDPOINT)
  await browser.show('endpoints', section)

  await field('baseUrl', endpoint).fill(JENKINS)
  await endpoint.getByRole('button', { name: 'Test connection' }).click()
  await message('there is no MongoDB API at this path').waitFor()
  await browser.show('endpoints-failed', section)
  await field('baseUrl', endpoint).fill(url)
  await section.getByRole('button', { name: 'Advanced' }).click()
  await browser.show('endpoints-advanced', section)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL((at) => !at.pathname.endsWith('/configure'))
}

async function configureJob() {
  await browser.open('view/all/newJob')
  await page.locator('#name').fill(JOB)
  await page.getByText('Freestyle project', { exact: true }).click()
  await page.getByRole('button', { name: 'OK' }).click()
  await page.waitForURL(/configure/)

  await page.getByRole('button', { name: 'Add build step' }).click()
  await page.getByRole('button', { name: 'Unassign a MongoDB Cloud API key', exact: true }).click()
  const builder = page.locator('[descriptorid$="MongoCloudUnassignApiKeyBuilder"]')
  await field('projectId', builder).waitFor()
  await quiet(builder)
  await browser.show('build-step-new', builder)
  await field('credentialsId', builder).selectOption('mongodb-cloud')
  await choose('projectId', builder, 'Production')
  await choose('apiKeyId', builder, 'ci-100')
  await builder.getByText(', ci-100').waitFor()
  for (const way of ['apiKeyIds', 'publicKey', 'apiKeyCredentialsId', 'description', 'apiKeyId']) {
    await builder.locator('.mongodb-cloud-ways__choice').selectOption(way)
    assert.deepEqual(await builder.locator('[data-way]:visible').evaluateAll((ways) => ways.map((each) => each.dataset.way)), [way])
    await quiet(builder)
    await browser.show(`build-step-${way}`, builder)
  }
  await builder.getByRole('button', { name: 'Advanced' }).click()
  await builder.getByText('Dry run', { exact: true }).click()
  await browser.show('build-step', builder)

  await page.getByRole('button', { name: 'Add post-build action' }).click()
  await page.getByRole('button', { name: 'Unassign a MongoDB Cloud API key after the build' }).click()
  const cleanup = page.locator('[descriptorid$="MongoCloudUnassignApiKeyPublisher"]')
  await field('credentialsId', cleanup).selectOption('mongodb-cloud')
  await field('projectId', cleanup).fill(`https://cloud.mongodb.com/v2/${PROJECT}#/overview`)
  await cleanup.locator('.mongodb-cloud-ways__choice').selectOption('apiKeyIds')
  await field('apiKeyIds', cleanup).fill(KEYS.join('\n'))
  await field('projectId', cleanup).focus()
  await cleanup.getByText(`The URL contains the ID ${PROJECT}. Production`).waitFor()
  await field('projectId', cleanup).blur()
  await quiet(cleanup)
  await browser.show('clean-up', cleanup)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL((at) => at.pathname.endsWith(`/job/${JOB}/`))
}

/** Searches for a text in a field, and takes the one entry that contains it, by keyboard. */
async function choose(name, form, text) {
  await field(name, form).fill(text)
  await form.getByRole('option', { name: text }).first().waitFor()
  await field(name, form).press('ArrowDown')
  await field(name, form).press('Enter')
}

/** Holds that a form says of no field that something is wrong with it. */
async function quiet(form) {
  await page.waitForLoadState('networkidle')
  assert.equal(await form.locator('.error:visible').count(), 0, 'an error before anything was entered')
}

async function generateSnippet() {
  await browser.open('job/pipeline/pipeline-syntax/')
  const form = page.locator('#main-panel form')
  await form.locator('select.dropdownList').first().selectOption(
    'mongoCloudUnassignApiKey: Unassign MongoDB Cloud API keys from a project')
  await form.locator('.mongodb-cloud-form select[aria-label]').first().waitFor()
  await field('credentialsId', form).selectOption('mongodb-cloud')
  await field('projectId', form).fill(PROJECT)
  await field('apiKeyId', form).fill(KEYS[0])
  await field('ifNotAssigned', form).selectOption('SUCCESS')
  await page.getByRole('button', { name: 'Generate Pipeline Script' }).click()
  const snippet = page.locator('#prototypeText')
  await page.waitForFunction((text) => text.value !== '', await snippet.elementHandle())
  assert.equal(
    await snippet.inputValue(),
    `mongoCloudUnassignApiKey apiKeyId: '${KEYS[0]}', credentialsId: 'mongodb-cloud', ` +
      `ifNotAssigned: 'SUCCESS', projectId: '${PROJECT}'`)
  await browser.show('snippet', form.locator('.mongodb-cloud-form'))
}

async function readSummary() {
  await browser.open(`job/${JOB}/`)
  await page.getByRole('link', { name: 'Build Now' }).click()
  while (!(await finished())) {
    await page.waitForTimeout(500)
  }
  await browser.open(`job/${JOB}/1/`)
  const summary = page.locator('.app-summary:has(.mongodb-cloud-summary)')
  await summary.getByText('1 would be unassigned').waitFor()
  assert.match(await summary.locator('strong').first().innerText(), /otherwise check the ID and the project/)
  await browser.show('summary', summary)
  await browser.fits('summary')
}

/** The page of every key, from the side panel on. */
async function readKeys() {
  const link = page.locator('#side-panel').getByRole('link', { name: 'MongoDB Cloud access' })
  assert.equal(await link.locator('svg').count(), 1)
  await link.click()
  await page.waitForURL((at) => at.pathname.endsWith('/mongodb-cloud/'))
  const rows = page.locator('.mongodb-cloud-summary tbody tr')
  assert.equal(await rows.count(), 4)
  await browser.show('keys', page.locator('#main-panel'))
  await browser.fits('keys')

  await page.locator('.mongodb-cloud-filter').getByText('not assigned').click()
  await page.waitForURL(/outcome=NOT_ASSIGNED/)
  assert.equal(await rows.count(), 1)

  const build = `${JENKINS}job/${JOB}/1/`
  const csv = await page.request.get(`${build}mongodb-cloud/csv`)
  assert.match(csv.headers()['content-type'], /^text\/csv/)
  assert.match(csv.headers()['content-disposition'], /^attachment; filename="mongodb-cloud\.csv"$/)
  assert.equal((await csv.text()).trimEnd().split('\r\n').length, 5)
  assert.equal((await (await page.request.get(`${build}mongodb-cloud/api/json`)).json()).keys.length, 4)
  const { actions } = await (await page.request.get(`${build}api/json`)).json()
  const action = actions.find(({ outcomes }) => outcomes)
  assert.equal(action.outcomes.NOT_ASSIGNED, 1)
  assert.equal(action.keys, undefined)
}

/** Access that a build holds, an unassignment that is pending, and one that needs a person. */
async function lookAfterAccess() {
  const { crumbRequestField, crumb } = await (await page.request.get(`${JENKINS}crumbIssuer/api/json`)).json()
  const run = async (script) => {
    const answer = await page.request.post(`${JENKINS}scriptText`, {
      headers: { [crumbRequestField]: crumb }, form: { script },
    })
    assert.ok(answer.ok(), await answer.text())
  }
  const endpoints = (moved) => run(`
    import io.jenkins.plugins.mongodbcloud.client.Product
    import io.jenkins.plugins.mongodbcloud.configuration.*
    def configuration = MongoDbCloudConfiguration.get()
    def down = { name, port -> new Endpoint(name, Product.OPS_MANAGER).with {
      baseUrl = "http://127.0.0.1:$port/api/public/v1.0"; plainHttpAllowed = true; credentialsId = 'mongodb-cloud'; it } }
    configuration.endpoints = configuration.endpoints.findAll { !(it.name in ['Down', 'Moved']) } +
      [down('Down', 9), down('Moved', ${moved})]`)
  await endpoints(9)
  await run(`
    import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
    import org.jenkinsci.plugins.workflow.job.WorkflowJob
    def build = { name, script ->
      def job = jenkins.model.Jenkins.get().createProject(WorkflowJob, name)
      job.definition = new CpsFlowDefinition(script, true)
      job.scheduleBuild2(0) }
    def later = { endpoint, key -> "mongoCloudUnassignApiKey(endpoint: '$endpoint', projectId: '${PROJECT}', " +
      "apiKeyId: '$key', keepTrying: true, ifUnavailable: 'UNSTABLE')" }
    build('nightly-report', "withMongoCloudApiKey(projectId: '${PROJECT}', roles: ['GROUP_READ_ONLY']) { input 'Done?' }")
    build('old-shop', later('Down', '${KEYS[0]}').toString())
    build('older-shop', later('Moved', '${KEYS[1]}').toString())`)
  const rows = page.locator('tr[data-grant]')
  const awaitRows = async (reached) => {
    do {
      await page.waitForTimeout(2000)
      await browser.open('manage/mongodb-cloud-access/')
    } while (!(await reached()))
  }
  await awaitRows(async () => (await rows.count()) === 3)
  await endpoints(10)
  await awaitRows(async () => (await rows.getByText('needs attention').count()) === 1)
  await browser.show('access', page.locator('#main-panel'))
  await browser.fits('access')
  await browser.open('manage/')
  await message('Access to MongoDB Cloud could not be removed').waitFor()
  await browser.open('manage/mongodb-cloud-access/')
  for (const left of [2, 1]) {
    await rows.filter({ hasText: 'Give up' }).first().getByText('Give up').click()
    await page.locator('dialog[open]').getByRole('button', { name: 'Yes' }).click()
    await awaitRows(async () => (await rows.count()) === left)
  }
  await run(`
    import jenkins.model.Jenkins
    ['nightly-report', 'old-shop', 'older-shop'].each {
      def job = Jenkins.get().getItem(it)
      job.builds.each { build -> build.doKill() }
      job.delete() }`)
}

async function finished() {
  const answer = await page.request.get(`${JENKINS}job/${JOB}/1/api/json?tree=building`)
  return answer.ok() && !(await answer.json()).building
}

const STEPS = [
  tidyUp, lookAtJenkinsOwnForm, addCredential, addEndpoint, configureJob, generateSnippet, readSummary, readKeys,
  lookAfterAccess,
]
for (const step of STEPS) {
  console.log(step.name)
  await step()
}
await browser.stop()
for (const fault of browser.faults) {
  console.error(fault)
}
console.log(
  `${browser.checks} accessibility checks: ${browser.faults.length} faults, and ${browser.excused} findings in what ` +
    `Jenkins' own form tags make; pictures in ${PICTURES}`)
process.exitCode = browser.faults.length === 0 ? 0 : 1
