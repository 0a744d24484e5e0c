import type { components } from '../../api/schema'

export type Version = components['schemas']['ItemVersionOut']
export type Draft = components['schemas']['ItemContent']
export type Paper = Draft['materials'][number]
export type Plan = components['schemas']['SheetPlan']

export const EMPTY_ITEM: Draft = {
  name_zh: '', name_en: '', national_code: null, group: 'civil_affairs', target_zh: '', target_en: '', decided_by_zh: '', decided_by_en: '', conditions_zh: '', conditions_en: '',
  materials: [], steps_zh: '', steps_en: '', limit_days: 20, limit_unit: 'wd', promised_days: null, promised_unit: null, limit_note_zh: '', limit_note_en: '', fee_fen: 0, proxy_mode: 'FULL',
  true_will: false, result_zh: '', result_en: '', window_zh: '', window_en: '', window_address: '', window_phone: '', season_from: null, season_to: null, legal_basis_zh: '', legal_basis_en: '',
  red_flags_zh: '', red_flags_en: '', verify_locally: true, source: '',
}

/** A paper that was just added; its code is one that no other paper of the item has. */
export function newPaper(papers: Paper[]): Paper {
  let n = papers.length + 1
  while (papers.some(paper => paper.code === `paper_${n}`)) n++
  return { code: `paper_${n}`, name_zh: '', name_en: '', kind: 'original_seen', copies: 1, may_follow: false, note_zh: '', note_en: '' }
}

export function moved(papers: Paper[], at: number, by: number): Paper[] {
  const next = [...papers]
  const [paper] = next.splice(at, 1)
  if (paper) next.splice(at + by, 0, paper)
  return next
}

/** "12.5" as fen; empty where it depends. What is no sum comes back as NaN, which the server would refuse. */
export const fenOf = (yuan: string): number | null => (yuan.trim() === '' ? null : Math.round(Number(yuan) * 100))
export const yuanOf = (fen: number | null): string => (fen === null ? '' : String(fen / 100))
/** A whole number, or nothing. */
export const wholeOf = (text: string): number | null => (/^\d+$/.test(text.trim()) ? Number(text) : null)
