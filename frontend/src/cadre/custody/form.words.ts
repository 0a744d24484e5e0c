import { words } from '../../app/i18n'

const zh = {
  which: '哪些', how_many: '{paper}：几份', card_rule: '身份证不过夜：下班前当面还给本人。', never: '银行卡、社保卡只看一眼，不能留下。', way: '本人怎样确认', signature: '签字', fingerprint: '按手印', witness: '见证人在场', app: '在手机上点确认', no_phone: '本人没有自己的手机：请他签字、按手印，或者请见证人在场。', confirmer: '谁当面拿到、在自己手机上点',
  photo_of: '给签了字的回执拍一张（不要拍证件）', witness_name: '见证人是谁', received_by: '谁代收的', received_by_hint: '本人收的不用填', to_whom: '交给谁', cabinet: '锁进村里的柜子', take_out: '我从柜子里取出来', window: '送到哪个窗口', place_town: '镇便民服务中心',
  place_county: '县政务服务中心', slip: '谁收的，或者回执号', slip_kept: '部门给的凭据号', how_lost: '怎么丢的', what_done: '怎么处理的，和本人怎么说的', note: '还要记的', choose: '请选一项', say: '请写一句', nothing_for: '现在没有能这样办的原件。',
  about: '{title}：{act}', out_title: '在外的原件', nothing_out: '现在没有原件在外，都在本人手里。',
}
export type FormKey = keyof typeof zh
export const f = words(zh, () => import('./form.words.en'))
