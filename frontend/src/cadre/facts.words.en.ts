import type { FactsKey } from './facts.words'

export const en: Record<FactsKey, string> = {
  yes: 'yes', what: 'What', why: 'For', at: 'Booked for', hospital: 'Hospital', visit_at: 'Hospital visit', expected_on: 'Expected', supply_end_on: 'Medicine lasts until', insurance_card: 'Insurance card with', mobility: 'Walking', transport: 'Travel', family: 'Family\'s phone',
  carrier: 'Carrier', waybill_no: 'Waybill', shelf_no: 'Shelf', outside_code: 'Code at the other station', recipient: 'Recipient', size: 'Size', at_home: 'To the door',
  bank: 'Bank', amount: 'About how much', loan_for: 'Loan for',
  parties: 'Parties', claims: 'What would settle it', place: 'Where they talk', next_at: 'Next talk', in_force: 'Agreement in force', confirm_by: 'Court confirmation by',
  deemed: 'Unanswered, so accepted from', window: 'Handed in at', handed_to: 'Taken by', lodged_on: 'Handed in on', acceptance_no: 'Acceptance no.',
}
