import { words } from '../../../app/i18n'

const zh = {
  title: '您说，我们听',
  hint: '说清楚：您是谁、哪个组、要办什么事。值班的人听完给您回电话。',
  name: '说话求助',
}
export type SpeakKey = keyof typeof zh
export const t = words(zh, () => import('./speak.words.en'))
