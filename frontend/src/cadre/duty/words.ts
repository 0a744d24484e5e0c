import { words } from '../../app/i18n'

const zh = {
  duty: '值班', duty_sub: '我的班、换班、交接、排班', board: '公示栏', board_sub: '村民看到的：现在谁值班、这一周谁来',
}
export type DutyKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
