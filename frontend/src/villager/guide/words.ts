import { words } from '../../app/i18n'

const zh = {
  title: '办事指南', sub: '要带什么、多久、多少钱', for_whom: '办给谁', conditions: '什么条件', bring: '要带什么', bring_nothing: '不用带材料',
  copies: '{n} 份', may_follow: '一时没有，可以后补', how_long: '多久', how_much: '多少钱', depends: '看情况，去之前先问', promised: '承诺{days}，法定{legal}',
  village_does: '村里帮您做', you_do: '您自己要做', true_will: '给老人办的，要当面问是不是老人自己的意思。', steps: '怎么办', result: '办成拿到', decided_by: '谁审批',
  where: '去哪里', call_window: '打 {phone}', law: '依据', watch_out: '要当心', season: '每年 {from} 到 {to} 办',
  out_of_season: '现在不到办的时候：每年 {from} 到 {to} 办。可以先打电话问。',
  counted_from: '从部门受理那天算起', on_paper: '有事打电话：{village} {name} {phone} · 这是第 {version} 版，{since} 起用，要办之前先问一声。',
  ask_for_it: '帮我办这件事', read_out: '念给我听', stop: '别念了', print: '打印', gone: '清单里没有这一项', gone_hint: '可能停办了。换一项看看，或者打电话问村里。', all: '看全部事项',
  old_version: '这是您那件事开始时的要求；现在的要求可能改过。', see_now: '看现在的要求',
}
export type GuideKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
