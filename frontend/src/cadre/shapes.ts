/** What an errand's details hold, as the server keeps them, and the choices of a trip. */
import type { PersonIn, Ticket } from '../api/types'

/** Somebody who is registered together with a request; the id and the village come from there. */
export type NewPerson = Omit<PersonIn, 'id' | 'village_code'>

export interface Paper {
  code: string; name_zh: string; name_en: string; kind: string; may_follow?: boolean
  status: 'missing' | 'said' | 'supplied' | 'rejected' | 'waived' | 'returned'; custody: { count: number; holder: string; holder_name: string; since: string; overnight_ok: boolean } | null; reason: string | null
}
export interface DeficiencyNotice { no: number; round: number; at: string; missing: string[]; way: string; read_back: boolean; by_authority: boolean; words: string | null; reasons?: Record<string, string> }

export interface Decision { result: 'approved' | 'refused' | 'not_accepted'; decided_on: string; document: string | null; words: string | null }
export interface Delivery { delivered_on: string; way: string; received_by: string | null }

export const outcomeOf = (ticket: Ticket) => ticket.details as { decision?: Decision | null; delivery?: Delivery | null }
export const isDeliverable = (ticket: Ticket): boolean => ['completed', 'delivered', 'closed'].includes(ticket.core_state)
export const hasEnded = (ticket: Ticket): boolean => ['declined', 'withdrawn', 'lapsed', 'terminated'].includes(ticket.core_state)
export const papersOf = (ticket: Ticket): Paper[] => (ticket.details['materials'] ?? []) as Paper[]
export const noticesOf = (ticket: Ticket): DeficiencyNotice[] => (ticket.details['notices'] ?? []) as DeficiencyNotice[]

export const TRIP_ACTIONS = ['lodge', 'pick_up', 'visit', 'deliver', 'call', 'chase', 'accompany', 'other'] as const
export const TRIP_RESULTS = ['done', 'partly', 'not_done', 'nobody_there'] as const
