import { words } from '../../app/i18n'

const zh = {
  title: '谁值班',
  no_village: '先选您的村，就能看到谁在值班。',
  choose: '选我的村',
  on_duty: '{name} 正在值班',
  until: '{post} · 到 {time}',
  nobody: '现在没人值班',
  next_up: '{name} {from} 接班。等不及，就打给{centre}。',
  call: '打给{name}',
  open: '现在开着门',
  closed: '现在关着门',
  hours_today: '今天 {hours}',
  closed_today: '今天不开门',
  week: '这一周',
  today: '今天',
  rest: '休息',
  nobody_yet: '还没排',
  supervision: '没人、没办好，打这里',
  services: '五项服务',
  service_open: '现在能办',
  service_closed: '现在不办，可以先提交',
  where: '在哪里',
  posts: '村里的岗位',
  vacant: '还没有人',
  my_posts: '我的岗位、我想上岗',
}
export type DutyKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
