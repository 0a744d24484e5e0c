import type { Authorisation, AuthorisationIn, AuthorisationForm } from '../../api/types'
import { day } from '../../app/dates'
import { language } from '../../app/i18n'
import { t } from './words'

/** What was changed on a sheet so far; what is empty stays as the server proposes it. */
export const EMPTY = {
  agent: '', backup: '', powers: null as string[] | null, until: '', signed: '', cannot_read: false, read: false, witness: '',
  items: [] as { code: string; name: string }[], pass_on: false, filed: false, photos: [] as string[], identity: 'paper_signed',
}
export type Draft = typeof EMPTY

export const draftName = (ticketId: string) => `authorise ${ticketId}`
export const agentOf = (form: AuthorisationForm, draft: Draft) => draft.agent || form.agent_id || ''
export const powersOf = (form: AuthorisationForm, draft: Draft) => draft.powers ?? form.powers.filter(power => power.usual).map(power => power.value)
export const isHelped = (draft: Draft) => draft.cannot_read || draft.signed === 'fingerprint'

/** A sheet as it is read out and printed, whether it is still to be signed or was signed long ago. */
export interface Said { agents: string[]; items: string[]; powers: string[]; since: string; until: string; pass_on: boolean }

export function drafted(form: AuthorisationForm, draft: Draft): Said {
  const ids = [agentOf(form, draft), draft.backup].filter(Boolean)
  const chosen = powersOf(form, draft)
  return {
    agents: ids.map(id => form.agents.find(each => each.id === id)?.name ?? ''), powers: form.powers.filter(power => chosen.includes(power.value)).map(power => power.label),
    items: draft.items.map(item => item.name), since: form.since_on, until: draft.until || form.until_on, pass_on: draft.pass_on,
  }
}

/** The same for the PDF of a sheet that nobody has signed. */
export function chosenOf(form: AuthorisationForm, draft: Draft): string {
  const found = new URLSearchParams({ until_on: draft.until || form.until_on, sub_delegation: String(draft.pass_on) })
  if (agentOf(form, draft)) found.set('agent_id', agentOf(form, draft))
  if (draft.backup) found.set('backup_agent_id', draft.backup)
  for (const power of powersOf(form, draft)) found.append('power', power)
  for (const item of draft.items) found.append('item_code', item.code)
  return found.toString()
}

export const signed = (paper: Authorisation): Said => ({
  agents: [paper.agent, paper.backup_agent].flatMap(each => each?.name ?? []), powers: paper.powers.map(power => power.label),
  items: paper.items.map(item => item.name), since: paper.since_on, until: paper.until_on, pass_on: paper.sub_delegation,
})

/** A day with its year, since a term may run over the new year. */
export const fullDay = (on: string) => (language.value === 'zh' ? `${on.slice(0, 4)}年${day(on)}` : `${day(on)} ${on.slice(0, 4)}`)

/** The sentences of a sheet, in the order in which they are read out. */
export const sentences = (form: AuthorisationForm, said: Said): string[] => [
  t(said.items.length ? 'say_items' : 'say_who', { name: form.principal.name, village: form.village.name, agents: said.agents.join(t('and')), matter: form.ticket.title, no: form.ticket.speak_no, items: said.items.join(t('and')) }),
  t('say_may', { powers: said.powers.join(t('and')) }), t('say_never', { powers: form.forbidden.map(power => power.label).join(t('and')) }),
  t(said.items.length ? 'say_term_items' : 'say_term', { since: fullDay(said.since), until: fullDay(said.until) }), t(said.pass_on ? 'say_pass_on' : 'say_alone'), t('say_revoke'), t('say_free'),
]

/** What it is about: this one matter, or, where items were chosen, these as often as they come up within the term. */
const matterOf = (form: AuthorisationForm, draft: Draft): Pick<AuthorisationIn, 'ticket_id' | 'item_codes' | 'principal_id'> => (!draft.items.length ? { ticket_id: form.ticket.id }
  : { item_codes: draft.items.map(item => item.code), ...(form.signs === 'paper' ? { principal_id: form.principal.id } : {}) })

/** The sheet as the server takes it: signed by the person himself in the app, or on paper and recorded here. */
export function bodyOf(form: AuthorisationForm, draft: Draft, id: string): AuthorisationIn {
  const body = {
    id, ...matterOf(form, draft), agent_id: agentOf(form, draft), powers: powersOf(form, draft) as AuthorisationIn['powers'], until_on: draft.until || form.until_on,
    sub_delegation: draft.pass_on, sub_delegation_agreed: draft.pass_on, reported_at: new Date().toISOString(), ...(draft.backup ? { backup_agent_id: draft.backup } : {}),
  }
  if (form.signs === 'app') return { ...body, signed: 'app' }
  return {
    ...body, signed: draft.signed as AuthorisationIn['signed'], cannot_read: draft.cannot_read, read_aloud: isHelped(draft) && draft.read, paper_filed: draft.filed, file_ids: draft.photos,
    on_behalf: { identity_checked: draft.identity as 'paper_signed' }, ...(isHelped(draft) ? { witness_name: draft.witness.trim() } : {}),
  }
}
