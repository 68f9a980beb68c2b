// Does in a browser what README.md says under "Getting started", "Access for the length of a block" and "Freestyle jobs",
// by the words that stand there, on the Jenkins that `mvn hpi:run` starts: names of pages, kinds, buttons and actions are
// found in README.md first and on the page then, and the Jenkinsfiles are read from README.md.
//
//     mvn hpi:run                                        # in another terminal
//     cd src/test/pages && npm install && npm run readme
//
// JENKINS_URL is another Jenkins with the demo, CHROMIUM another browser. Needs Node 20 and a Jenkins that was started
// anew: it finds the credential of the README there, and so gives the one it adds an ID of its own.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const JENKINS = process.env.JENKINS_URL ?? 'http://localhost:8080/jenkins/'
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const README = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')

// Of the simulator, see SimulatorSeed; all made up.
const PROJECT = '5a0a1e7e0f2912c554080adc'
const CI_KEY = '5d1d12c087d9d63e6d100001'
const ADMIN = { id: 'readme', publicKey: 'adminkey', privateKey: '3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940' }
const OWNER = { id: 'mongodb-cloud-owner', publicKey: 'ownerkey', privateKey: 'b7d0f3a1-2c58-4e96-8d47-5a1f0e6c3b92' }

const UNASSIGN_JOB = 'readme-unassign'
const BLOCK_JOB = 'readme-block'
const FREESTYLE_JOB = 'readme-freestyle'

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
const context = await browser.newContext({ locale: 'en', viewport: { width: 1400, height: 2400 } })
const page = await context.newPage()

/** A name that Jenkins is to show, if the README has it in bold. */
function bold(name) {
  assert.ok(README.includes(`**${name}**`), `README.md does not say **${name}**`)
  return name.split(' › ')
}

/** The first Jenkinsfile of the README that begins with "pipeline {" and contains a step. */
function jenkinsfile(step) {
  const blocks = [...README.matchAll(/```groovy\n(pipeline \{[\s\S]*?)\n```/g)].map((match) => match[1])
  return blocks.find((block) => block.includes(`${step}(`))
}

/** Goes to a page of Manage Jenkins from the dashboard, by the names in the README. */
async function manage(path) {
  const [root, name] = bold(path)
  await page.goto(JENKINS)
  await page.getByRole('link', { name: root }).first().click()
  await page.locator('#main-panel').getByRole('link', { name: new RegExp(`^${name}\\b`) }).first().click()
  await page.getByRole('heading', { name, exact: true }).first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function findInstalledPlugin() {
  await manage('Manage Jenkins › Plugins')
  await page.getByRole('link', { name: 'Installed plugins' }).click()
  const [name] = bold('MongoDB Cloud')
  await page.locator('#plugins [data-plugin-id="mongodb-cloud"]').getByRole('link', { name }).first().waitFor()
}

async function addCredentials() {
  for (const { id, publicKey, privateKey } of [ADMIN, OWNER]) {
    await manage('Manage Jenkins › Credentials')
    await page.getByRole('button', { name: bold('Add Credentials')[0] }).click()
    await page.locator('dialog[open]').getByText(...bold('MongoDB Cloud service account'), { exact: true }).waitFor()
    await page.locator('dialog[open]').getByText(...bold('Username with password'), { exact: true }).waitFor()
    await page.locator('dialog[open]').getByText(...bold('MongoDB Cloud API key pair'), { exact: true }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.locator('[name="_.id"]').fill(id)
    await dialog.locator('[name="_.publicKey"]').fill(publicKey)
    await dialog.locator('[name="_.privateKey"]').fill(privateKey)
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('link', { name: id, exact: true }).waitFor()
  }
}

async function testConnection() {
  const [, , name] = bold('Manage Jenkins › System › MongoDB Cloud')
  await manage('Manage Jenkins › System › MongoDB Cloud')
  const section = page.locator(`.jenkins-section:has(> .jenkins-section__title:text-is("${name}"))`)
  const endpoint = section.locator('.repeated-chunk[name="endpoints"]').first()
  await endpoint.locator('select[name="_.credentialsId"]').selectOption(ADMIN.id)
  const [test] = bold('Test connection')
  await endpoint.getByRole('button', { name: test }).click()
  await endpoint.getByText('was reached and accepted adminkey').waitFor()
}

async function createJob(name, kind) {
  await page.goto(JENKINS)
  await page.getByRole('link', { name: 'New Item' }).click()
  await page.getByLabel('Enter an item name').fill(name)
  await page.getByText(kind, { exact: true }).click()
  await page.getByRole('button', { name: 'OK' }).click()
  await page.waitForURL(/configure/)
  await page.waitForLoadState('networkidle')
}

async function save(name) {
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL((at) => at.pathname.endsWith(`/job/${name}/`))
}

async function createPipeline(name, script) {
  await createJob(name, 'Pipeline')
  await page.locator('.ace_editor').first().click()
  await page.keyboard.insertText(script)
  await save(name)
  const stored = await (await page.request.get(`${JENKINS}job/${name}/config.xml`)).text()
  assert.equal(stored.match(/<script>([\s\S]*)<\/script>/)[1].replaceAll('&apos;', "'").replaceAll('&quot;', '"'), script)
}

/** Finds on the build page that is open what the README says that it shows. */
async function findOutcome() {
  const [text] = bold('MongoDB Cloud access: 1 unassigned')
  await page.locator('.app-summary').getByText(text).waitFor()
}

/** Builds the job that is open, and opens the build page. */
async function build(name, result) {
  await page.getByRole('link', { name: 'Build Now' }).click()
  let answer
  do {
    await page.waitForTimeout(500)
    answer = await page.request.get(`${JENKINS}job/${name}/1/api/json?tree=building,result`)
  } while (!answer.ok() || (await answer.json()).building)
  const log = await (await page.request.get(`${JENKINS}job/${name}/1/consoleText`)).text()
  assert.equal((await answer.json()).result, result, log)
  await page.goto(`${JENKINS}job/${name}/1/`)
  return log
}

async function unassignInPipeline() {
  const script = jenkinsfile('mongoCloudUnassignApiKey').replace("'mongodb-cloud'", `'${ADMIN.id}'`)
  assert.ok(script.includes(`'${ADMIN.id}'`))
  await createPipeline(UNASSIGN_JOB, script)
  const log = await build(UNASSIGN_JOB, 'SUCCESS')
  assert.match(log, /Deploying with the API key/)
  await findOutcome()
}

/** The block's API key has access while the block runs, and is unassigned and deleted afterwards. */
async function giveAccessInPipeline() {
  await createPipeline(BLOCK_JOB, jenkinsfile('withMongoCloudApiKey'))
  const log = await build(BLOCK_JOB, 'SUCCESS')
  assert.match(log, new RegExp(`The API key \\w+ has access to project ${PROJECT} now`))
  assert.doesNotMatch(log, /still in its organization/)
  await findOutcome()
}

async function unassignInFreestyleJob() {
  await createJob(FREESTYLE_JOB, 'Freestyle project')
  await page.getByRole('button', { name: 'Add post-build action' }).click()
  const [action] = bold('Unassign a MongoDB Cloud API key after the build')
  await page.getByRole('button', { name: action, exact: true }).click()
  const form = page.locator('[descriptorid$="MongoCloudUnassignApiKeyPublisher"]')
  await form.locator('select[name="_.credentialsId"]').selectOption(ADMIN.id)
  await form.locator('[name="_.projectId"]:not([type=radio])').fill(PROJECT)
  await form.locator('[name="_.apiKeyId"]:not([type=radio])').fill(CI_KEY)
  await save(FREESTYLE_JOB)
  await build(FREESTYLE_JOB, 'SUCCESS')
  await findOutcome()
}

const STEPS = [
  findInstalledPlugin, addCredentials, testConnection, unassignInPipeline, giveAccessInPipeline, unassignInFreestyleJob,
]
try {
  for (const step of STEPS) {
    console.log(step.name)
    await step()
  }
  console.log('Jenkins shows what README.md says')
} finally {
  await browser.close()
}
