import type { ComponentChildren } from 'preact'
import type { Row as Matter, Ticket } from '../api/types'
import { Call, type Callee } from '../ui/Call'
import { Bar } from '../ui/Page'
import { Row, Tag, type Tone, Whole } from '../ui/parts'
import { left } from './times'
import { t } from './words'

export const deskHref = (id: string) => `/desk/tickets/${id}`
const TONES: Record<string, Tone> = { yellow: 'wait', red: 'late' }

/** How close the deadline is, and where no card is out, where the matter stands. */
const CardTag = ({ row, when }: { row: Matter; when: boolean }) =>
  <Tag tone={TONES[row.card] ?? 'plain'}>{(when || row.card !== 'none') && row.due_at ? left(row.due_at) : row.state_label}</Tag>

/** One matter on the desk: for whom and what, how close the deadline is, the sentence of the day. */
export const DeskRow = ({ row, who, when = false }: { row: Matter; who?: boolean; when?: boolean }) => (
  <Row href={deskHref(row.id)} mark={row.service} title={<>{row.beneficiary_name && `${row.beneficiary_name} · `}<span class="part">{row.title}</span></>} tag={<CardTag row={row} when={when} />}
    sub={<Whole text={who && row.assignee_name ? `${row.sentence} ${t(row.taken_at ? 'in_hands' : 'given_to', { name: row.assignee_name })}` : row.sentence} />} />
)

export const nameOf = (row: Pick<Matter, 'beneficiary_name' | 'title'>): string => [row.beneficiary_name, row.title].filter(Boolean).join(' · ')

/** A line with something to press at its end. */
export const ActRow = ({ title, sub, act }: { title: ComponentChildren; sub?: ComponentChildren; act: ComponentChildren }) => (
  <div><span class="grow"><b>{title}</b>{sub && <span class="sub">{sub}</span>}</span>{act}</div>
)

/** A person with the button that calls them; without a number only the name. */
export const Callable = ({ name, sub, phone }: { name: string; sub: ComponentChildren; phone: string | null }) => (
  <ActRow title={name} sub={<>{sub}{phone && <span class="line">{phone}</span>}</>} act={phone && !phone.includes('*') && <Call to={{ name, phone }} look="quiet" text="" />} />
)

/** Whom to ring about a matter: whoever it is for, else whoever carries it. A number that is partly hidden rings nobody. */
export const calleeOf = (ticket: Pick<Ticket, 'phone_to_call' | 'assignee'>): Callee | null =>
  [ticket.phone_to_call, ticket.assignee].map(each => ({ name: each?.name ?? '', phone: each?.phone ?? '*' })).find(each => !each.phone.includes('*')) ?? null

/** The bar at the thumb, with room for three. */
export const Thumb = ({ children }: { children: ComponentChildren }) => <Bar><div class="thumb">{children}</div></Bar>
