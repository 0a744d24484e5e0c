import { words } from '../../../app/i18n'

const zh = {
  out: '外出办事', out_says: '写在公示栏上，村民看得到您什么时候回来。只写这几样，不写去谁家、办什么。', out_is: '公示栏上写着：{note}', out_back: '我回来了', out_change: '还在外面，改一下', out_send: '写上公示栏', out_why: '去做什么', out_until: '几点回来', not_on_duty: '您现在不在值班，不用写外出。',
  home_visit: '入户走访', township: '去镇上办事', round: '村里巡查', meeting: '开会', emergency: '处理急事',
  by_clock: '{time}', by_clock_sub: '{span}以后', half_hour: '半小时', one_hour: '1 小时', two_hours: '2 小时', not_known: '说不准', not_known_sub: '回来再点“我回来了”', other_time: '别的时间', which_time: '几点', choose: '请选一个', clock_wrong: '请填以后的一个时间',
  take: '我来接班', take_says: '马上由您值班，公示栏上换成您的名字，{name}会收到通知。', take_away: '{name}今天请了假，这个班没有人。', take_until: '接到几点', to_the_end: '接到这个班结束', to_the_end_sub: '{time}，{name}不用再回来', returns: '到时候自动换回{name}', take_gone: '这个班现在不用接：已经有人接了，或者已经值完了。', see_turn: '看这个班',
  move: '改时间', move_says: '改好以后，{name}会收到通知；请人替班、换班的请求跟着走。', move_begun: '这个班已经开始了，只能改几点结束。', on: '哪天', starts: '几点开始', ends: '几点结束', ends_hint: '比开始早，就是到第二天', why: '为什么改', move_gone: '这个班现在改不了：已经值完、取消了，或者不归您改。',
}
export type NowKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
