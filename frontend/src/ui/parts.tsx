import type { ComponentChildren } from 'preact'
import { Icon, Mark, type IconName } from './Icon'
import { t } from './words'

export type Tone = 'plain' | 'done' | 'wait' | 'late'

/** A short word with a colour; the word alone says everything. */
export const Tag = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) => <span class={`tag ${tone}`}>{children}</span>

export const Card = ({ tone, children }: { tone?: 'wait' | 'late' | 'done'; children: ComponentChildren }) => <section class={`card ${tone ?? ''}`}>{children}</section>

/** A sentence whose days, times and shelf numbers are not torn apart at a line's end. */
export const Whole = ({ text }: { text: string }) => <>{text.split(/(\d+月\d+日|（周.）前?|\d+:\d\d(?:–\d+:\d\d|前)?|\d+-\d+)/).map((part, n) => (n % 2 ? <span class="keep" key={n}>{part}</span> : part))}</>

/** A card of rows. */
export const Rows = ({ children }: { children: ComponentChildren }) => <div class="card rows">{children}</div>

interface RowProps { title: ComponentChildren; sub?: ComponentChildren; mark?: IconName; tag?: ComponentChildren; href?: string; onClick?: () => void }

/** One line of a list: what it is, one sentence, at most one tag; a link or a button when it leads somewhere. */
export function Row({ title, sub, mark, tag, href, onClick }: RowProps) {
  const inside = (
    <>
      {mark && <Mark name={mark} />}
      <span class="grow"><span class="head"><b>{title}</b>{tag}</span>{sub && <span class="sub">{sub}</span>}</span>
      {(href || onClick) && !tag && <Icon name="next" />}
    </>
  )
  if (href) return <a href={href}>{inside}</a>
  if (onClick) return <button type="button" onClick={onClick}>{inside}</button>
  return <div>{inside}</div>
}

/** How far a form has come, in words for the ear and dashes for the eye; `of` is 0 while nobody can know how many steps there will be. */
export const Steps = ({ at, of }: { at: number; of: number }) => (
  <div>
    <p class="sub">{t('step', { n: at })}{of > 0 && t('of', { of })}</p>
    <div class="progress" aria-hidden="true">{Array.from({ length: of }, (_, n) => <i key={n} class={n < at ? 'on' : ''} />)}</div>
  </div>
)

/** Says what will appear here and what to do. */
export const Empty = ({ children }: { children: ComponentChildren }) => <div class="card sub stack">{children}</div>

export const Loading = () => <p class="sub" role="status">{t('loading')}</p>

/** How many are unread: a number for the eye, words for the ear. */
export const Count = ({ n }: { n: number }) => <span class="count"><span aria-hidden="true">{n}</span><span class="unseen">{t('unread', { n })}</span></span>
