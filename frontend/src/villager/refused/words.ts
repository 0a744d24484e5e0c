import { words } from '../../app/i18n'

const zh = {
  refused: '没有发成',
  mend: '修改',
  remove: '删除',
  sure_remove: '真的删掉？删了找不回来。',
  yes_remove: '删掉',
  keep: '留着',
}
export type RefusedKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
