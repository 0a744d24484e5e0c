import { words } from '../app/i18n'

const zh = {
  photo: '拍照或选图',
  photos: '照片',
  photo_n: '照片 {n}',
  remove_photo: '去掉照片 {n}',
  photo_trouble: '这张照片打不开，请换一张。',
  voice: '按一下，开始说',
  voice_hint: '用家乡话说就行，最长 1 分钟。按住说，松手停；或点一下开始，再点一下停。',
  recording: '正在听…{seconds} 秒，说完再点一下',
  voice_kept: '录音',
  again: '重说',
  voice_refused: '手机没让我们录音。可以在设置里打开麦克风，或直接打电话。',
  voice_missing: '这个浏览器录不了音，请打电话说。',
}
export type AttachKey = keyof typeof zh
export const t = words(zh, () => import('./attach.words.en'))
