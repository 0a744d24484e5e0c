import { words } from '../../../app/i18n'

const zh = {
  title: '说事调解',
  which: '为了什么事？',
  note: '免费、自愿、保密。内容只有您、调解员和村支书看得到，镇上看不到。谁不愿意谈，都可以不谈。',
  choose: '请选一项',
  neighbour: '邻里', land_contract: '土地承包', homestead: '宅基地、房子', marriage_family: '婚姻家庭', elder_support: '养老、赡养', inheritance: '分家、继承', debt: '借钱',
  damages: '赔偿', labour: '工钱', contract: '买卖、合同', environment_water: '用水、环境', production_livestock: '庄稼、牲口', village_affairs: '村里的事', traffic: '交通', other: '别的',
  other_side: '跟谁的事？', other_hint: '写对方的名字，或哪一户', other_wrong: '请写对方的名字，2 到 20 个字',
  claims: '您想怎么解决？',
  dangers: '有没有这些情况？', dangers_hint: '没有就不选。有的话，村支书会马上知道。',
  violence: '动手打人了', threats: '有人威胁', weapons: '拿了刀棍', self_harm: '有人想不开', minor_harmed: '伤到了孩子', group_petition: '好些人要去上访',
  danger_now: '先报警，人安全了再谈。', call_110: '打 110',
}
export type DisputeKey = keyof typeof zh
export const t = words(zh, () => import('./dispute.words.en'))
