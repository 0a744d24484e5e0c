import { words } from '../../app/i18n'

const zh = {
  which: '您是哪个村？',
  sub: '选好会记住，随时可以换',
  search: '找村名',
  search_hint: '打一个字就行，比如“槐”',
  none: '没找到这个村。请换一个字，或打 12345 问。',
  no_places: '这里还没有村。请管理员先装入县里的村名（python -m app.cli init）。',
  all_towns: '看别的镇',
}
export type VillageKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
