import type { Item } from '../../api/types'

type Paper = Item['materials'][number]

const SHEET = 'M12 2h18l6 6v26H12zM30 2v6h6'
const BOOK = 'M11 2h24a2 2 0 0 1 2 2v28a2 2 0 0 1-2 2H11zM15 2v32'
const CARD = 'M5 5h38a2 2 0 0 1 2 2v22a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z'

/** The papers that are asked for most, drawn for this app on a field of 48 by 36; a character where people know a cover by it. */
const DRAWINGS = {
  marriage: { line: BOOK, says: '囍' },
  hukou: { line: BOOK, says: '户' },
  disability: { line: `${BOOK}M25 9a2 2 0 1 0 .1 0M25 13v6h5l3 6M25 16h4M22 18a5 5 0 1 0 7 6` },
  id: { line: `${CARD}M9 12h14M9 17h10M9 25h20M34 11a3.5 3.5 0 1 0 .1 0M28 24c1-8 11-8 12 0` },
  bank: { line: `${CARD}M3 11h42M3 15h42M9 20h7v5H9zM30 25h9` },
  land: { line: `${SHEET}M16 13h12M17 30l3-13h10l3 13zM24 17v13M21 17l-1 13M27 17l1 13` },
  receipt: { line: 'M13 2h22v32l-3.7-3-3.7 3-3.6-3-3.7 3-3.6-3-3.7 3zM20 8l4 6 4-6M24 14v9M20 15h8M20 19h8' },
  portrait: { line: 'M12 2h24v32H12zM24 8a5 5 0 1 0 .1 0M15 34c0-17 18-17 18 0' },
  person: { line: 'M24 4a6 6 0 1 0 .1 0M12 34c0-19 24-19 24 0' },
  copies: { line: 'M9 2h18v24H9zM15 26v8h18V10h-6M13 9h10M13 14h10M13 19h7' },
  form: { line: `${SHEET}M17 13h14M17 18h8M17 23h5M26 29l1-4 9-9 3 3-9 9z` },
  proof: { line: `${SHEET}M17 13h14M17 18h14M30 23a4 4 0 1 0 .1 0M17 23h6` },
  photo: { line: 'M6 9h9l2-4h14l2 4h9v22H6zM24 13a6.5 6.5 0 1 0 .1 0' },
} satisfies Record<string, { line: string; says?: string }>

const CODES: [RegExp, keyof typeof DRAWINGS][] = [
  [/marriage/, 'marriage'], [/hukou/, 'hukou'], [/disability/, 'disability'], [/portrait/, 'portrait'], [/^(bank_card|account|social_security_card)$/, 'bank'],
  [/id_card|_ids$|^id_|identity/, 'id'], [/land|site_|tree_right|old_certificate|contract/, 'land'], [/invoice|bill|receipt|fee_list/, 'receipt'], [/^copies$|account_copy/, 'copies'],
]
const KINDS: Record<Paper['kind'], keyof typeof DRAWINGS> = { original_seen: 'proof', original_held: 'proof', copy: 'proof', declaration: 'form', photo: 'photo', in_person: 'person' }

/** What a paper looks like, for whoever does not read its name. */
export function Drawing({ code, kind }: Paper) {
  const { line, says }: { line: string; says?: string } = DRAWINGS[kind === 'in_person' ? 'person' : CODES.find(([known]) => known.test(code))?.[1] ?? KINDS[kind]]
  return <svg class="drawing" viewBox="0 0 48 36" aria-hidden="true"><path d={line} />{says && <text x="26" y="24">{says}</text>}</svg>
}
