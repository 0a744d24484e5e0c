import { words } from '../../../app/i18n'

const zh = {
  title: '帮我办事',
  which_item: '您要办哪一件？',
  unnamed: '说不上叫什么，直接说',
  say_something: '写、说、拍，有一样就行',
  search: '找一找',
  search_hint: '比如“补贴”“医保”',
  none_found: '没找到，换个词试试。',
  what_to_bring: '办“{item}”要带',
  nothing_to_bring: '办“{item}”不用带材料',
  days_wd: '大约 {n} 个工作日', days_cd: '大约 {n} 天', at_once: '当场能办',
  free: '不收费', fee: '收费 {yuan} 元',
  decided_by: '{who}审批',
  local: '各地略有不同，值班的人会跟您核对。',
  home_visit: '请人上门来取材料', home_visit_sub: '腿脚不便时选',
  guide: '办事指南', more: '详细', month_day: '{month}月{day}日',
  out_of_season: '现在不办：每年 {from} 到 {to} 办。',
  changed: '要求刚改过，看一看再发。', ended: '“{item}”不在清单里了，请另选。',
}
export type ErrandKey = keyof typeof zh
export const t = words(zh, () => import('./errand.words.en'))
