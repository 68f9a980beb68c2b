// The browser, and what is done with each page: a screenshot and an accessibility check in every look.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import { chromium } from 'playwright-core'

const WIDE = 1400
const MEDIUM = 1000
const NARROW = 420
/** Tall enough that the bar with "Save" at the lower edge of the window is below what is shown. */
const HEIGHT = 4200
const MARGIN = 16

const LOOKS = [
  { name: 'light-wide', colorScheme: 'light', width: WIDE },
  { name: 'dark-wide', colorScheme: 'dark', width: WIDE },
  { name: 'light-medium', colorScheme: 'light', width: MEDIUM },
  { name: 'light-narrow', colorScheme: 'light', width: NARROW },
  { name: 'dark-narrow', colorScheme: 'dark', width: NARROW },
]

/**
 * What Jenkins' own form tags do in every form: rules of axe, and the elements that break them. Help buttons have a
 * tabindex of their own, Jenkins chooses the colours of messages, and the scope of a credential has no label.
 */
const OF_JENKINS = {
  'color-contrast': '.error, .warning, .ok, .jenkins-page-description, .jenkins-edited-section-label',
  'select-name': '[name="_.scope"]',
  tabindex: '.jenkins-help-button',
}

/** The widths between which Jenkins moves columns; nothing may be wider than the window at any of them. */
const WIDTHS = [420, 900, 950, 1000, 1100, 1170, 1400]

export class Browser {
  #browser
  #page
  #pictures
  #url
  /** What was found wrong, one sentence each. */
  faults = []
  /** How many accessibility checks were made. */
  checks = 0
  /** How many findings were left to Jenkins. */
  excused = 0

  constructor(url, pictures) {
    this.#url = url
    this.#pictures = pictures
  }

  async start(executablePath) {
    await mkdir(this.#pictures, { recursive: true })
    this.#browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const context = await this.#browser.newContext({ locale: 'en', viewport: { width: WIDE, height: HEIGHT } })
    this.#page = await context.newPage()
    this.#page.on('pageerror', (error) => this.faults.push(`Script error on ${this.#page.url()}: ${error.message}`))
    return this.#page
  }

  async open(path) {
    await this.#page.goto(this.#url + path, { waitUntil: 'networkidle' })
  }

  /**
   * Takes pictures of a part of the page that is open, and checks it, in every look.
   *
   * @param name of the pictures
   * @param part locator of our part of the page
   */
  async show(name, part) {
    // axe knows nothing of Playwright's locators.
    await part.evaluate((element) => element.setAttribute('data-shown', ''))
    for (const look of LOOKS) {
      await this.#page.emulateMedia({ colorScheme: look.colorScheme })
      await this.#page.setViewportSize({ width: look.width, height: HEIGHT })
      await this.#page.mouse.move(0, 0)
      await this.#settle()
      await this.#check(`${name} (${look.name})`)
      await this.#picture(`${name}-${look.name}.png`, part)
    }
    await this.#page.emulateMedia({ colorScheme: 'light' })
    await this.#page.setViewportSize({ width: WIDE, height: HEIGHT })
    await this.#settle()
    await part.evaluate((element) => element.removeAttribute('data-shown'))
  }

  /** Colours change in transitions; a check in the middle of one would see colours that nobody sees. */
  async #settle() {
    await this.#page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      await Promise.all(
        document.getAnimations()
          .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
          .map((animation) => animation.finished.catch(() => {})))
    })
  }

  async #check(where) {
    this.checks++
    for (const { id, help, html, jenkins } of await this.#violations('[data-shown]')) {
      if (jenkins) {
        this.excused++
      } else {
        this.faults.push(`${where}: ${id}: ${help}: ${html}`)
      }
    }
    await this.#overflow(where)
  }

  async #overflow(where) {
    const overflow = await this.#page.evaluate(() => Math.max(
      ...[document.documentElement, ...document.querySelectorAll('.mongodb-cloud-summary')]
        .map((element) => element.scrollWidth - element.clientWidth)))
    if (overflow > 0) {
      this.faults.push(`${where}: something is ${overflow} pixels wider than there is room`)
    }
  }

  /** Holds that nothing on the page is wider than the window, whatever its width. */
  async fits(name) {
    for (const width of WIDTHS) {
      await this.#page.setViewportSize({ width, height: HEIGHT })
      await this.#settle()
      await this.#overflow(`${name} (${width} pixels)`)
    }
    await this.#page.setViewportSize({ width: WIDE, height: HEIGHT })
  }

  /** Looks at a page of Jenkins' own: it must break the rules that ours are excused from, or an excuse is out of date. */
  async control(part) {
    await part.evaluate((element) => element.setAttribute('data-shown', ''))
    const broken = new Set((await this.#violations('[data-shown]')).map(({ id }) => id))
    await part.evaluate((element) => element.removeAttribute('data-shown'))
    for (const id of Object.keys(OF_JENKINS)) {
      if (!broken.has(id)) {
        this.faults.push(`${this.#page.url()}: Jenkins keeps the rule ${id} now, so take it out of OF_JENKINS`)
      }
    }
  }

  /** What axe finds within a CSS selector; "jenkins" is true of what Jenkins' form tags are to blame for. */
  async #violations(selector) {
    // Jenkins' content security policy admits no script element; evaluate() needs none.
    await this.#page.evaluate(axe.source)
    return this.#page.evaluate(async ([include, excuses]) => {
      const { violations } = await globalThis.axe.run(include, { resultTypes: ['violations'] })
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => ({
        id,
        help,
        html: html.replace(/\s+/g, ' ').slice(0, 200),
        jenkins: id in excuses && document.querySelector(target[0]).matches(excuses[id]),
      })))
    }, [selector, OF_JENKINS])
  }

  async #picture(file, part) {
    const box = await part.boundingBox()
    // A part may be as high as the window, whatever is in it.
    const bottom = await part.evaluate((element) => Math.max(
      ...Array.from(element.querySelectorAll('*'), (each) => each.getBoundingClientRect().bottom)))
    box.height = Math.min(box.height, bottom - box.y)
    const left = Math.max(0, box.x - MARGIN)
    const top = Math.max(0, box.y - MARGIN)
    const { width } = this.#page.viewportSize()
    await this.#page.screenshot({
      path: join(this.#pictures, file),
      clip: {
        x: left,
        y: top,
        width: Math.min(width - left, box.width + 2 * MARGIN),
        height: Math.min(HEIGHT - top, box.height + 2 * MARGIN),
      },
    })
  }

  async stop() {
    await this.#browser.close()
  }
}
