// Walks through the plugin's pages as an administrator and a job's author would, on the Jenkins that `mvn hpi:run`
// starts: takes pictures into target/pages/ and checks each of our parts with axe, in light and dark, wide and narrow.
// Dark differs from light where the dark theme plugin is installed and set to follow the system.
//
//     mvn hpi:run                                        # in another terminal
//     cd src/test/pages && npm install && npm test
//
// JENKINS_URL is another Jenkins with the demo, CHROMIUM another browser. Needs Node 20.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { Browser } from './browser.mjs'

const URL_OF_JENKINS = process.env.JENKINS_URL ?? 'http://localhost:8080/jenkins/'
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const PICTURES = fileURLToPath(new URL('../../../target/pages/', import.meta.url))

// Of the simulator, see SimulatorSeed; all made up.
const PROJECT = '5a0a1e7e0f2912c554080adc'
const KEYS = ['5d1d12c087d9d63e6d100041', '5d1d12c087d9d63e6d100042', '5d1d12c087d9d63e6d682439']
const PUBLIC_KEY = 'readonly'
const PRIVATE_KEY = '8a6e0d13-94c7-4b25-a3f8-60b2c9d7f415'

const run = Date.now().toString(36)
const job = `pages-${run}`

const browser = new Browser(URL_OF_JENKINS, PICTURES)
const page = await browser.start(CHROMIUM)

const field = (name, within = page) => within.locator(`[name="_.${name}"]`)

/** What Jenkins says below a field, once it has asked the server. */
async function told(text) {
  await page.getByText(text).first().waitFor()
}

async function addCredential() {
  await browser.open('manage/credentials/store/system/domain/_/')
  await page.getByText('Add Credentials').click()
  await page.getByText('MongoDB Cloud API key pair').click()
  await page.getByRole('button', { name: 'Next' }).click()
  const dialog = page.locator('dialog[open]')
  await field('publicKey', dialog).fill(KEYS[0])
  await field('privateKey', dialog).fill(PRIVATE_KEY)
  await field('id', dialog).fill(`monitoring-${run}`)
  await field('description', dialog).fill('Monitoring, Project Read Only')
  await told('This is the ID of an API key')
  await browser.show('credential-wrong-shape', dialog)
  await field('publicKey', dialog).fill(PUBLIC_KEY)
  await field('description', dialog).focus()
  await page.getByText('This is the ID of an API key').waitFor({ state: 'hidden' })
  await browser.show('credential', dialog)
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByText(`monitoring-${run}`).first().waitFor()
}

async function addEndpoint() {
  await browser.open('manage/configure')
  const section = page.locator('.jenkins-section:has(> .jenkins-section__title:text-is("MongoDB Cloud"))')
  const url = await field('baseUrl', section).first().inputValue()
  await section.getByRole('button', { name: 'Add endpoint' }).click()
  const endpoint = section.locator('.repeated-chunk').last()
  await field('name', endpoint).fill(`Simulator ${run}`)
  await endpoint.locator('[name="product"]').selectOption('OPS_MANAGER')
  await field('baseUrl', endpoint).fill(url)
  await field('credentialsId', endpoint).selectOption(`monitoring-${run}`)
  await endpoint.getByText('Allow plain HTTP').click()
  await endpoint.getByRole('button', { name: 'Test connection' }).click()
  await endpoint.locator('.validation-success-area, .ok, .jenkins-alert-success').first().waitFor()
  await browser.show('endpoint', section)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL((at) => !at.pathname.endsWith('/configure'))
}

async function configureJob() {
  await browser.open('view/all/newJob')
  await page.locator('#name').fill(job)
  await page.getByText('Freestyle project', { exact: true }).click()
  await page.getByRole('button', { name: 'OK' }).click()
  await page.waitForURL(/configure/)

  await page.getByRole('button', { name: 'Add build step' }).click()
  await page.getByRole('button', { name: 'Unassign a MongoDB Cloud API key', exact: true }).click()
  const builder = page.locator('[descriptorid$="UnassignApiKeyBuilder"]')
  await filled('ProjectId', () => field('credentialsId', builder).selectOption('mongodb-cloud'))
  await filled('ApiKeyId', () => choose(builder, 'projectId', 'Production'))
  await choose(builder, 'apiKeyId', 'ci-100')
  await browser.show('build-step', builder)
  await builder.getByRole('button', { name: 'Advanced' }).click()
  await builder.getByText('Dry run', { exact: true }).click()
  await browser.show('build-step-advanced', builder)

  await page.getByRole('button', { name: 'Add post-build action' }).click()
  await page.getByRole('button', { name: 'Unassign a MongoDB Cloud API key after the build' }).click()
  const cleanup = page.locator('[descriptorid$="UnassignApiKeyCleanup"]')
  await field('credentialsId', cleanup).selectOption('mongodb-cloud')
  await field('projectId', cleanup).fill(PROJECT)
  await field('apiKeyIds', cleanup).fill(KEYS.join('\n'))
  await browser.show('clean-up', cleanup)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL((at) => at.pathname.endsWith(`/job/${job}/`))
}

/** Takes from the list below a text field what holds a text. */
async function choose(form, name, text) {
  await field(name, form).click()
  await page.locator('.jenkins-dropdown').getByText(text).click()
}

/** Does something, and waits until Jenkins has sent anew what a field offers. */
async function filled(name, action) {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith(`/fill${name}Items`)),
    action(),
  ])
  await answer.finished()
}

async function generateSnippet() {
  await browser.open('job/pipeline/pipeline-syntax/')
  await page.locator('select.dropdownList').first().selectOption({ label: /^mongoCloudUnassignApiKey/ })
  await field('credentialsId').selectOption('mongodb-cloud')
  await field('projectId').fill(PROJECT)
  await field('apiKeyId').fill(KEYS[0])
  await page.locator('[name="_.ifNotAssigned"], [name="ifNotAssigned"]').selectOption('SUCCESS')
  await page.getByRole('button', { name: 'Generate Pipeline Script' }).click()
  await page.waitForFunction(() => document.querySelector('#prototypeText').value !== '')
  assert.equal(
    await page.locator('#prototypeText').inputValue(),
    `mongoCloudUnassignApiKey apiKeyId: '${KEYS[0]}', credentialsId: 'mongodb-cloud', ` +
      `ifNotAssigned: 'SUCCESS', projectId: '${PROJECT}'`)
  await browser.show('snippet', page.locator('#main-panel'))
}

async function readSummary() {
  await browser.open(`job/${job}/`)
  await page.getByRole('link', { name: 'Build Now' }).click()
  await page.locator('#jenkins-builds a[href$="/1/"], #buildHistoryPage a[href*="/1/"]').first().waitFor()
  await browser.open(`job/${job}/1/`)
  while (!(await finished())) {
    await page.waitForTimeout(500)
  }
  await browser.open(`job/${job}/1/`)
  await browser.show('summary', page.locator('.mongodb-cloud-summary'))
}

async function finished() {
  const answer = await page.request.get(`${URL_OF_JENKINS}job/${job}/1/api/json?tree=building`)
  return answer.ok() && !(await answer.json()).building
}

const steps = [addCredential, addEndpoint, configureJob, generateSnippet, readSummary]
for (const step of steps) {
  console.log(step.name)
  await step()
}
await browser.stop()
for (const fault of browser.faults) {
  console.error(fault)
}
console.log(`${browser.checks} accessibility checks, ${browser.faults.length} faults; pictures in ${PICTURES}`)
assert.equal(browser.faults.length, 0)
