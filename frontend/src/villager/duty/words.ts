import { words } from '../../app/i18n'

const zh = {
  title: '谁值班',
  no_village: '先选您的村，就能看到谁在值班。',
  choose: '选我的村',
  on_duty: '{name} 正在值班',
  photo_of: '{name}的照片',
  until: '{post} · 到 {time}',
  nobody: '现在没人值班',
  duty_unknown: '现在谁值班，连上网才看得到',
  next_up: '{name} {from} 接班。等不及，就打给{centre}。',
  call: '打给{name}',
  open: '现在开着门',
  closed: '现在关着门',
  hours: '开门时间',
  hours_today: '今天 {hours}',
  closed_today: '今天不开门',
  week: '这一周',
  today: '今天',
  rest: '休息',
  nobody_yet: '还没排',
  supervision: '没人、没办好，打这里',
  services: '五项服务',
  service_open: '能办',
  where: '在哪里',
  posts: '村里的岗位',
  vacant: '还没有人',
  my_posts: '我的岗位、我想上岗',
  phone: '电话', day: '日期', open_from: '开门时间', who: '谁值班', shut: '不开门', call_centre: '打中心电话',
  print_title: '打印值班公示', sheet_title: '{village} 值班公示', print: '打印', pdf: '存成 PDF（A4）', sheet_says: '换班、外出随时会变，以手机上的“谁值班”为准。',
}
export type DutyKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
