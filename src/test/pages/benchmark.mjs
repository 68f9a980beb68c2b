// Measures what a build with very many keys costs its pages, on the Jenkins that `mvn hpi:run` starts:
//
//     mvn hpi:run                                        # in another terminal
//     cd src/test/pages && npm run benchmark
//
// JENKINS_URL is another Jenkins with the demo. Measures from the request to the last byte of the page, without a browser.
const JENKINS = process.env.JENKINS_URL ?? 'http://localhost:8080/jenkins/'
const PROJECT = '5a0a1e7e0f2912c554080adc'
const KEYS = 10_000
const LOADS = 30
const PACKAGE = 'io.jenkins.plugins.mongodbcloud'

let session = {}

async function request(path, options = {}) {
  const response = await fetch(JENKINS + path, { ...options, headers: { ...session, ...options.headers } })
  return { response, text: await response.text() }
}

/** Jenkins ties a crumb to the session. */
async function logIn() {
  const { response, text } = await request('crumbIssuer/api/json')
  const { crumbRequestField, crumb } = JSON.parse(text)
  session = { [crumbRequestField]: crumb, cookie: response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ') }
}

function job(keys) {
  const ids = Array.from({ length: keys }, (_, i) => `<string>5d1d12c087d9d63e6e${String(i).padStart(6, '0')}</string>`)
  const step = `${PACKAGE}.freestyle.MongoCloudUnassignApiKeyBuilder`
  return keys === 0
    ? '<project/>'
    : `<project><builders><${step}><options class="${PACKAGE}.steps.ApiKeyOptions"><projectId>${PROJECT}</projectId>` +
      `<apiKeyIds>${ids.join('')}</apiKeyIds><parallelism>8</parallelism></options></${step}></builders></project>`
}

/** Builds a job that unassigns this many keys, none of which is assigned, so that each has a row with a message. */
async function build(keys) {
  const name = `benchmark-${keys}`
  await request(`job/${name}/doDelete`, { method: 'POST' })
  await request(`createItem?name=${name}`, { method: 'POST', headers: { 'content-type': 'application/xml' }, body: job(keys) })
  await request(`job/${name}/build`, { method: 'POST' })
  for (;;) {
    const { response, text } = await request(`job/${name}/1/api/json?tree=building`)
    if (response.ok && !JSON.parse(text).building) {
      return `job/${name}/1/`
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** The median of the milliseconds that a page takes, and its size. */
async function measure(path) {
  const millis = []
  let size = 0
  for (let i = 0; i < LOADS; i++) {
    const start = performance.now()
    const { response, text } = await request(path)
    millis.push(performance.now() - start)
    size = text.length
    if (!response.ok) {
      throw new Error(`${path}: HTTP ${response.status}`)
    }
  }
  return { median: Math.round(millis.sort((a, b) => a - b)[LOADS / 2]), size }
}

await logIn()
const without = await build(0)
const many = await build(KEYS)
// What is measured is not the first load, which compiles the page.
await measure(without)
await measure(many)
await measure(`${many}mongodb-cloud/`)
const [none, all, page] = [await measure(without), await measure(many), await measure(`${many}mongodb-cloud/`)]
console.log(`build page without keys: ${none.median} ms, ${none.size} characters`)
console.log(`build page with ${KEYS} keys: ${all.median} ms (at most 50 ms more are the goal), ${all.size} characters`)
console.log(`page of ${KEYS} keys: ${page.median} ms (at most 200 ms are the goal), ${page.size} characters`)
