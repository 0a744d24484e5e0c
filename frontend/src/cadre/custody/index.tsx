import { useRemote } from '../../app/remote'
import { Page } from '../../ui/Page'
import { Empty, Loading, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { useVillage } from '../here'
import { deskHref } from '../rows'
import { ActForm } from './Form'
import { f } from './form.words'
import { HeldRow } from './parts'
import { t } from './words'

/** Originals: one act with those of a matter, else everything that the village has out. */
export default function Custody({ id, act }: { id?: string; act?: string }) {
  return id && act ? <ActForm id={id} act={act} /> : <Out />
}

function Out() {
  const code = useVillage()?.code
  const { value: open, problem } = useRemote(code ? '/custody/open' : null, { village_code: code })
  const counts = open?.counts
  return (
    <Page title={f('out_title')} sub={open?.village.name} home="/desk">
      {!open && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {counts && counts.out > 0 && <p>{t('out_counts', { long: counts.long, cards: counts.identity_cards, lost: counts.lost })}</p>}
      {open && (open.items.length ? <Rows>{open.items.map(row => (
        <HeldRow key={row.ticket_id + row.held.code + row.held.spot.name} held={row.held} whose={t('of_whom', { name: row.beneficiary_name, title: row.title })} href={deskHref(row.ticket_id)} />
      ))}</Rows> : <Empty>{f('nothing_out')}</Empty>)}
    </Page>
  )
}
