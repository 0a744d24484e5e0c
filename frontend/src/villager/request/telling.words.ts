import { words } from '../../app/i18n'

const zh = {
  tell: '说说情况', tell_hint: '写、说、拍都行，没有也行。别拍到旁人。',
  change: '改',
  what: '办什么', said: '填的', for_whom: '给谁', words: '说的话', files: '照片和录音', files_n: '{n} 样', village: '哪个村', urgency: '急不急',
  twin: '一样的事正在办：', see_twin: '看看那一件',
  got_it: '收到了', then: '接下来', number: '编号', number_hint: '打电话时报这 4 位数', see: '看这件事', home: '回首页',
  kept: '存在手机里了', kept_hint: '有了网会自己发出去，不用再填。', kept_signed_out: '登录到期了，还没发出去。再登录一次就自己发，不用再填。', sign_in: '登录',
  relatives_hint: '要替家人办，先到村里登记一次。',
  what_to_bring: '办“{item}”要带',
  nothing_to_bring: '办“{item}”不用带材料',
  decided_by: '{who}审批',
  more: '详细',
  out_of_season: '现在不办：每年 {from} 到 {to} 办。',
  changed: '要求刚改过，看一看再发。', ended: '“{item}”不在清单里了，请另选。',
  free: '不收费', fee: '收费 {yuan} 元', month_day: '{month}月{day}日',
  local: '各地略有不同，值班的人会跟您核对。',
}
export type TellingKey = keyof typeof zh
export const t = words(zh, () => import('./telling.words.en'))
