import { words } from '../../../app/i18n'

const zh = {
  title: '帮我办事',
  which_item: '您要办哪一件？',
  unnamed: '说不上叫什么，直接说',
  say_something: '写、说、拍，有一样就行',
  search: '找一找',
  search_hint: '比如“补贴”“医保”',
  none_found: '没找到，换个词试试。',
  days_wd: '大约 {n} 个工作日', days_cd: '大约 {n} 天', at_once: '当场能办',
  home_visit: '请人上门来取材料', home_visit_sub: '腿脚不便时选',
  guide: '办事指南',
}
export type ErrandKey = keyof typeof zh
export const t = words(zh, () => import('./errand.words.en'))
