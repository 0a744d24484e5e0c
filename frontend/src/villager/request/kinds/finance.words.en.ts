import type { FinanceKey } from './finance.words'

export const en: Record<FinanceKey, string> = {
  title: 'Money',
  which: 'What do you need?',
  note: 'Keep your card and PIN to yourself. Whoever asks for a PIN or code is a swindler.',
  choose: 'Please choose one',
  cash_withdrawal_appt: 'Cash', cash_sub: 'At most 2000 yuan per card and day', pension_payment_help: 'Pay pension insurance', medical_insurance_payment_help: 'Pay health insurance', bill_payment_help: 'Pay water, power, phone',
  subsidy_inquiry: 'Has my subsidy arrived?', balance_help: 'Check a balance', remittance_appt: 'Send or transfer money', card_problem: 'Card lost, locked, PIN forgotten', home_banking_request: 'Ask the bank to come',
  micro_loan_referral: 'A loan', fraud_report: 'I fear a swindler', counterfeit_report: 'I got false money',
  fraud_note: 'Has money gone already? Call 96110 or 110 at once.', call_96110: 'Call 96110', call_110: 'Call 110',
  bank_name: 'Which bank’s card?', rcb: 'Rural Commercial Bank', psbc: 'Postal Savings Bank', abc: 'Agricultural Bank', another: 'Another bank',
  amount_band: 'About how much?', amount_hint: 'Only so that enough cash is there',
  upto_500: 'Up to 500 yuan', upto_1000: 'Up to 1000 yuan', upto_2000: 'Up to 2000 yuan', over_2000: 'More than 2000 yuan', over_note: 'A card gives at most 2000 yuan a day. For more, come on several days or go to a branch of the bank.',
  which_day: 'Which day?', which_time: 'What time?', no_slots: 'No days are set yet. Send it, and the person on duty will call you.', day_wrong: 'Please choose a day and a time',
  loan_purpose: 'What is the loan for?', loan_hint: 'Only for production: not for a wedding, a house, investments or lending on. The bank decides.',
  livestock: 'Animals', crops: 'Crops, fruit trees', processing: 'Processing', tools: 'Tools, machines', small_business: 'A shop or small trade', other_production: 'Other production',
  loan_household_type: 'Which is your household?', poverty_relieved: 'Relieved of poverty', monitored: 'Monitored', other_household: 'Neither, or not sure',
  told_note: 'Do not write card numbers, PINs or codes.',
}
