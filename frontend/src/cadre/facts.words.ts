import { words } from '../app/i18n'

const zh = {
  yes: '要', what: '哪一样', why: '为了什么', at: '约在', hospital: '医院', visit_at: '去医院', expected_on: '预计', supply_end_on: '药吃到', insurance_card: '医保卡在谁手里', mobility: '走路', transport: '怎么去', family: '家里人电话',
  carrier: '快递公司', waybill_no: '运单号', shelf_no: '货架号', outside_code: '那边的取件码', recipient: '收件人', size: '大小', at_home: '送到家',
  bank: '银行', amount: '大概取多少', loan_for: '贷款用途',
  parties: '当事人', claims: '想怎么解决', place: '在哪里谈', next_at: '下次谈', in_force: '协议生效', confirm_by: '司法确认最晚',
  deemed: '没按时答复，算受理', window: '送到哪里', handed_to: '谁收的', lodged_on: '哪天送的', acceptance_no: '受理编号',
}
export type FactsKey = keyof typeof zh
export const t = words(zh, () => import('./facts.words.en'))
