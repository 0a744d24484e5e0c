import type { PrintKey } from './words'

export const en: Record<PrintKey, string> = {
  ending: 'Why it has ended', not_ended: 'This is under way or has its result.', ended_by: 'By', ending_rule: 'Where another office does it, take this along: it says where. If something is unclear or you do not agree, ring us. Come again at any time.',
  provisional: 'provisional', original_with: '{n} original(s), since {day} with {who}', receipt: 'Receipt', notice_no: 'Notice no. {no}', print: 'Print', for_whom: 'For',
  item: 'Item', received_by: 'Received by', received_at: 'Received at', promised_day: 'Promised by', by_response: 'You get an answer by', by_forwarding: 'Handed in at the office by', by_lodging: 'The office says by then whether it takes it', by_authority: 'The office\'s answer is due by', by_delivery: 'In your hands by', no_day_yet: 'We call you when the day is set',
  sign_cadre: 'Received by:', sign_told: 'Told by:', sign_witness: 'Witness:', say_no: 'On the phone, say', kept: 'original, kept', sign_villager: '{name} (or fingerprint):', paper: 'Paper', copies: 'Copies', how_taken: 'As', where_now: 'Where it is',
  given_back: 'handed back', will_bring: 'Please bring {papers} by {day}.', receipt_free: 'This service costs nothing. Originals are handed back when it is done.',
  notice_title: 'What is still missing', no_such_notice: 'There is no such notice.',
  notice_says: '{name}: for “{item}” the following is still missing. This is the whole list; once it is here, we go on:',
  in_office_words: 'In the office\'s words: {words}', again_why: 'Why a second notice: {words}', told_at: 'Told at', told_how: 'Told how', way_paper: 'given this paper',
  way_phone: 'read on the phone and said back', way_app: 'sent to the phone', last_day: 'Please by',
  notice_rule: 'Nothing else will be asked for. If you cannot get something, call us and we find a way together.', qr: 'QR code to follow it',
  qr_sub: 'Scan to follow it', ask_at: 'Questions', address: 'Address', complain_at: 'Complaints',
  pdf_authorisation: 'Authorisation as PDF', pdf_a4: 'Save as PDF (A4)', pdf_a6: 'Slip as PDF (A6)', delivery: 'Proof of delivery', no_result_yet: 'There is no result yet.', sign_given: 'Delivered by:', sign_got: 'Received by (or fingerprint):', result: 'Result',
  result_approved: 'Approved', result_refused: 'Not approved', result_not_accepted: 'Not taken up by the office', document: 'Document', decided_on: 'Decided on', reasons: 'The office\'s reasons', delivered_on: 'Delivered on',
  remedies: 'Whoever disagrees may ask for a review or go to court; the decision says until when.', delivery_rule: 'Read it before you sign. To whoever cannot read it is read aloud, with a fingerprint and a witness.',
  taken_in: 'taken in', not_needed: 'not needed',
}
