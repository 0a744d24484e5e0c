import { words } from '../../../app/i18n'

const zh = {
  title: '取钱缴费',
  which: '要办哪一样？',
  note: '卡和密码自己拿好。谁问您要密码、验证码，都是骗子。',
  choose: '请选一项',
  cash_withdrawal_appt: '取现金', cash_sub: '一张卡一天最多 2000 元', pension_payment_help: '交养老保险', medical_insurance_payment_help: '交医保', bill_payment_help: '交水电、话费',
  subsidy_inquiry: '查补贴到账没有', balance_help: '查余额', remittance_appt: '汇款、转账', card_problem: '卡丢了、锁了、忘了密码', home_banking_request: '请银行上门',
  micro_loan_referral: '想贷款', fraud_report: '怕是遇到骗子', counterfeit_report: '收到假钱',
  fraud_note: '钱已经转出去了？先打 96110 或 110，越快越好。', call_96110: '打 96110', call_110: '打 110',
  bank_name: '哪家银行的卡？', rcb: '农商银行', psbc: '邮储银行', abc: '农业银行', another: '别的银行',
  amount_band: '大概取多少？', amount_hint: '只为备好现金，说个大概',
  upto_500: '500 元以内', upto_1000: '1000 元以内', upto_2000: '2000 元以内', over_2000: '2000 元以上', over_note: '一张卡一天最多取 2000 元，多的请分几天来，或去网点取。',
  which_day: '哪天来？', which_time: '几点？', no_slots: '还没有排好的日子。先提交，值班的人打电话跟您约。', day_wrong: '请选一天和时间',
  loan_purpose: '贷款做什么用？', loan_hint: '只能用来生产，不能办婚事、盖房、理财或转借别人。批不批由银行定。',
  livestock: '养牛羊、养鸡', crops: '种庄稼、果树', processing: '加工', tools: '买农具、机械', small_business: '开店、做小买卖', other_production: '别的生产',
  loan_household_type: '您家是哪一种？', poverty_relieved: '脱贫户', monitored: '监测户', other_household: '都不是，或者不清楚',
  told_note: '不要写卡号、密码、验证码。',
}
export type FinanceKey = keyof typeof zh
export const t = words(zh, () => import('./finance.words.en'))
