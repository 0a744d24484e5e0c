import { words } from '../../app/i18n'

const zh = {
  ending: '办件告知书', not_ended: '这件事还在办，或者已经有结果了，不用打这张。', ended_by: '谁办的', ending_rule: '该去别处办的，带上这张纸去，上面写着地方和电话。有不清楚、不同意的，打电话问，我们讲清楚；想再办，随时来。',
  provisional: '暂定', original_with: '原件 {n} 份，{day}起在{who}', receipt: '收件回执', notice_no: '告知单 {no} 号', print: '打印', for_whom: '给谁办', item: '办哪一项', received_by: '谁收的',
  received_at: '什么时候', promised_day: '最晚哪天', by_response: '最晚哪天答复您', by_forwarding: '最晚哪天送到窗口', by_lodging: '部门最晚哪天答复收不收', by_authority: '部门最晚哪天有结果', by_delivery: '最晚哪天送到您手里', no_day_yet: '定了日子打电话告诉您', sign_cadre: '收件人签字：', sign_told: '告知人签字：', sign_witness: '见证人签字：', say_no: '打电话报这四位', kept: '留原件', sign_villager: '{name}签字（手印）：',
  paper: '材料', copies: '份数', how_taken: '怎么收的', where_now: '现在在哪', given_back: '当面还了', will_bring: '{papers}，请在 {day} 前补来。', receipt_free: '代办不收一分钱。原件办完当面退还。', notice_title: '一次性告知单',
  no_such_notice: '没有这张告知单。', notice_says: '{name}：您办的“{item}”还差下面这些，一次说全，补齐了就办：', in_office_words: '部门的原话：{words}', again_why: '再次告知的原因：{words}', told_at: '告知时间', told_how: '怎么告知',
  way_paper: '当面给了这张纸', way_phone: '打电话念过，对方复述了', way_app: '发到手机上', last_day: '请在这天前补齐', notice_rule: '除了上面这些，不会再要别的材料。补不齐也请打个电话，我们一起想办法。', qr: '看进展的二维码',
  qr_sub: '扫一扫看进展', ask_at: '有事找', address: '地址', complain_at: '监督电话',
  pdf_authorisation: '代办委托书 PDF', pdf_a4: '存成 PDF（A4）', pdf_a6: '小票 PDF（A6）', delivery: '送达回证', no_result_yet: '结果还没出来，有了结果再打。', sign_given: '送达人签字：', sign_got: '收件人签字（手印）：', result: '结果',
  result_approved: '已批准', result_refused: '没有批准', result_not_accepted: '部门不受理', document: '文书号', decided_on: '决定日期', reasons: '部门说的原因', delivered_on: '送达日期',
  remedies: '不服这个决定，可以申请行政复议或者到法院起诉，期限写在决定书上。', delivery_rule: '请看清楚再签字。不识字的，念给本人听，按手印，请见证人也签名。',
  taken_in: '收下了', not_needed: '免交了',
}
export type PrintKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
