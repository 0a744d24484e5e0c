import type { ComponentChild } from 'preact'
import type { Service, TicketIn } from '../../api/types'
import { me } from '../../app/store'

/** What was filled in so far; kept on the phone as a draft. The id becomes the ticket's. */
export interface Form {
  id: string
  step: string
  kind: string
  item: { code: string; name: string; version?: number } | null
  /** Empty for oneself, else the person one acts for. */
  who: string
  text: string
  urgency: 'normal' | 'urgent' | 'emergency'
  details: Record<string, unknown>
  photos: string[]
  voice: string
  consent: boolean
}

export const EMPTY: Form = {
  id: '', step: '', kind: '', item: null, who: '', text: '', urgency: 'normal', details: {}, photos: [], voice: '', consent: false,
}

export interface Asking {
  form: Form
  /** What keeps the step from being left, once somebody has tried. */
  wrong: string
  change: (part: Partial<Form>) => void
  /** Keeps one detail. */
  set: (name: string, value: unknown) => void
  /** Keeps a part and goes on to the next question. */
  forward: (part?: Partial<Form>) => void
}

/** One of the five services as the request sees it, or a request that is only spoken; a file each in kinds/. */
export interface Kind {
  service: Service
  title: () => string
  /** What is asked for, in a word: the item, the kind. */
  name: (form: Form) => string
  /** The questions in order; "who", "tell" and "check" are drawn for all kinds alike. At most five. */
  steps: (form: Form) => string[]
  ask: (step: string, asking: Asking) => ComponentChild
  /** What keeps a step from being left, in words; empty when nothing does. */
  lacks: (step: string, form: Form) => string
  details: (form: Form) => Record<string, unknown>
  /** For the page that is looked over at last: the question of the details, and what was answered. */
  said?: (form: Form) => [step: string, answers: string[]]
  /** Stands above the question "tell". */
  aboveTell?: (asking: Asking) => ComponentChild
  /** Stands under the last page: what has to be agreed. */
  underCheck?: (asking: Asking) => ComponentChild
  /** Nobody writes of an illness. */
  wordless?: boolean
  /** Asks for danger in its own words. */
  ownEmergency?: boolean
  more?: (form: Form) => Partial<TicketIn>
}

/** Those whom one may act for in this service and, where only some items were given, in the one that was chosen. */
export const helped = (kind: Kind, form?: Form) => (me.value?.helps ?? []).filter(help => help.services.includes(kind.service)
  && (kind.service !== 'errand' || !help.item_codes.length || !form || help.item_codes.includes(form.item?.code ?? '')))

/** The questions that are asked: nobody chooses from a list of one. */
export const stepsOf = (kind: Kind, form: Form) => kind.steps(form).filter(step => step !== 'who' || helped(kind, form).length > 0)

export const filesOf = (form: Form) => [...form.photos, ...(form.voice ? [form.voice] : [])]

export const filled = (value: unknown) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && !value.length)
/** The named details that were filled in. */
export const picked = (form: Form, names: string[]) => Object.fromEntries(names.filter(name => filled(form.details[name])).map(name => [name, form.details[name]]))
