import { words } from '../../../app/i18n'

const zh = {
  title: '收发快递',
  which: '取快递还是寄东西？',
  fetch: '帮我取快递', fetch_sub: '在镇上或别的站点，取不回来', outbound: '我要寄东西', outbound_sub: '快递公司来收，当面验看',
  choose: '请选一项',
  here_note: '到了村里的快递，不用填：会列在“我的事”里，带着取件码来拿就行。',
  carrier: '哪家快递？',
  ems: '邮政 EMS', sf: '顺丰', zto: '中通', yto: '圆通', sto: '申通', yunda: '韵达', jt: '极兔', jd: '京东', other: '别家、不清楚',
  outside_code: '取件码', outside_hint: '短信里那一串；下一步也可以拍张图', outside_wrong: '取件码是 3 到 16 位数字、字母或短横',
  waybill_no: '快递单号', waybill_hint: '没有就空着', waybill_wrong: '单号是 8 到 20 位数字和字母',
  at_home: '送到我家里', from_home: '来我家里取', at_home_sub: '腿脚不便时选',
  size: '有多大？', small: '一只手拿得动', medium: '要抱着', large: '要用车',
}
export type ParcelKey = keyof typeof zh
export const t = words(zh, () => import('./parcel.words.en'))
