import { words } from '../../app/i18n'

const zh = {
  title: '代办委托书', about: '代办委托书：{name}', record: '登记委托书', agree: '我同意，委托他去办', again: '重新签一份', sign: '签代办委托书', print: '打印出来签', reprint: '打印', aloud: '念出来', hush: '停',
  who: '委托谁去办', backup: '他不在时，谁接着办（B岗）', nobody: '不另写', change: '改一改：权限、期限、B岗', powers: '可以做什么', until: '委托到哪一天', until_hint: '最长一年，事情办完就自动结束',
  pass_on: '换村里别的代办员去办也行', pass_on_sub: '单独问过本人，他同意才勾', how_signed: '怎么签的', cannot_read: '本人不识字', read: '从头到尾念给本人听过了', witness: '见证人姓名', witness_hint: '不能是本人、代办员或登记的人，比如邻居',
  photo: '签好的委托书', filed: '纸质原件放进档案袋了', filed_sub: '没拍照的，一定要放进去', evidence: '拍张照，或者勾上放进档案袋', fill: '请填这一项', use: '就用这一份', never: '不可以',
  say_who: '我叫{name}，是{village}的村民。我委托{agents}，替我办“{matter}”（编号{no}）。', say_may: '可以：{powers}。', say_never: '不可以：{powers}。', say_term: '从{since}起，到{until}为止；事情办完，委托就结束。',
  items_are: '管这几样', items_again: '以后再办“{item}”，也用这一份', items_sub: '期限里不用再签', items_more: '还写上哪几样（最多再写 9 样）', say_items: '我叫{name}，是{village}的村民。我委托{agents}，替我办这几样：{items}。', say_term_items: '从{since}起，到{until}为止；期限里再办这几样，也用这一份。',
  say_alone: '不能再转给别人去办。', say_pass_on: '他办不了时，可以换村里别的代办员来办；这一条单独问过我，我同意。', say_revoke: '我随时可以收回，打个电话、当面说一声、手机上点一下都行，不用讲原因。', say_free: '代办不收一分钱。', and: '、',
  sign_principal: '委托人签字（手印）：', sign_agent: '代办员签字：', sign_witness: '见证人签字：', id_no: '我的身份证号：{no}', id_tail: '委托人身份证号后四位：', signed_day: '签字日期：', read_done: '□ 已从头到尾念给委托人听（不识字、按手印的必填）',
  facts: '{how} · {by}登记 · {day}', witness_is: '见证人：{name}', read_is: '念给本人听过', taken_back: '{by}在{at}收回', revoke: '收回委托', revoke_for: '本人要收回，替他登记', revoke_sure: '收回以后，村里马上停下来，不再替他办。',
  yes_revoke: '收回', keep: '先不收回', revoke_about: '收回委托：{name}', photo_n: '委托书照片', none: '这件事没有签过委托书。', no_sheet: '这件事不用签委托书。',
}
export type MandateKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
