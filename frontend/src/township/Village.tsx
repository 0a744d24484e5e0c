import { Page } from '../ui/Page'
import { Empty, Loading, Row, Rows } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { behind } from './Today'
import { usePicture } from './summary'
import { t } from './words'

/** One village: who sits there now, and where an officer reads on. */
export function VillageScreen({ code }: { code: string }) {
  const { value: picture, problem } = usePicture()
  const village = picture?.villages.find(each => each.code === code)
  if (!village) return <Page title={t('village')} home="/town">{picture ? <Empty>{t('no_village')}</Empty> : problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  const rows = [
    { mark: 'calendar', href: `/duty?village=${code}`, title: t('vi_board'), sub: t('vi_board_sub') },
    { mark: 'calendar', href: `/desk/duty/month?village=${code}`, title: t('vi_roster'), sub: t('vi_roster_sub') },
    { mark: 'list', href: `/desk/duty/log?village=${code}`, title: t('vi_log'), sub: t('vi_log_sub') },
    { mark: 'person', href: `/desk/duty/posts?village=${code}`, title: t('vi_posts'), sub: t('vi_posts_sub') },
    { mark: 'list', href: `/desk/duty/records?village=${code}`, title: t('vi_records'), sub: t('vi_records_sub') },
    { mark: 'list', href: behind('open', code), title: t('vi_open'), sub: t('vi_open_sub') },
    { mark: 'list', href: `/town/originals?village=${code}`, title: t('or_title'), sub: t('or_out', { n: village.originals_out }) },
  ] as const
  return (
    <Page title={village.name} sub={picture?.place.name} home="/town">
      <p class="card">{village.on_duty ? t('vi_now', { name: [village.on_duty.name, village.on_duty.note].filter(Boolean).join(' · ') }) : t(village.open_now ? 'nobody' : 'closed_now')}</p>
      <Rows>{rows.map(row => <Row key={row.href} {...row} />)}</Rows>
    </Page>
  )
}
