import { words } from '../app/i18n'

const zh = {
  rate_rule: '请把手机交给本人，转过身去。打几分由本人定，不打也不会算“满意”。', rate_not_here: '这件事现在不能在您的手机上评：经手的人不收自己的评价。请一位没经手的同事来，或者让本人用自己的手机评。', hand_over: '把手机交给{name}',
  your_rating: '{name}，您说说', say_why: '请选一条，或者写一句', rate_done: '就这样', rating_about: '评价：{title}', thanks: '谢谢您', thanks_sub: '{name}的评价记下了。',
  phone_back: '请把手机还给{name}',
}
export type RateKey = keyof typeof zh
export const t = words(zh, () => import('./rate.words.en'))
