import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { VillageRecords } from '../../../api/types'
import { localDate } from '../../../app/dates'
import { Page } from '../../../ui/Page'
import { Empty, Loading, Row, Rows } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { useAsked } from '../../here'
import { Downloads } from '../../print/Download'
import { Tiles } from '../../Tiles'
import { Villages } from '../Villages'
import { Entry } from './Member'
import { base, listHome, memberHref, quarterOf, sheetUrl, useCode, withVillage } from './parts'
import { t } from './words'

const thisQuarter = () => `${localDate().slice(0, 4)}-Q${Math.ceil(Number(localDate().slice(5, 7)) / 3)}`

/** What a village wrote down for a quarter, by post and name: to countersign, to print, and to see whom to ask. */
export function RecordsScreen() {
  const code = useCode()
  const [quarter, setQuarter] = useState(thisQuarter())
  const { value, problem, again } = useAsked<VillageRecords>(code ? address('/duty/post-records', { village_code: code, quarter }) : null)
  if (!code) return <Villages title={t('records_title')} sub={t('which_village')} home={listHome()} href={each => `/desk/duty/records?village=${each}`} />
  return (
    <Page title={t('records_title')} sub={value?.village_name} home={withVillage(`${base()}/posts`, code)}>
      <div class="stack wide-gaps">
        {value && <Tiles label={t('quarter')} value={quarter} options={value.quarters.map(each => ({ value: each, label: quarterOf(each) }))} onPick={setQuarter} />}
        <p class="sub">{t('by_post')}</p>
        {!value && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
        {value && !value.records.length && <Empty>{t('none_written')}</Empty>}
        {value?.records.map(each => <Entry key={each.id} entry={each} member={each.person.id} who={each.person.name} again={again} />)}
        {value && value.people.length > 0 && <section class="stack"><h2>{t('not_written')}</h2>
          <Rows>{value.people.map(each => <Row key={each.id} href={memberHref(each.id)} title={each.name} />)}</Rows></section>}
        <Downloads files={[{ label: t('pdf'), url: sheetUrl(code, quarter) }]} />
      </div>
    </Page>
  )
}
