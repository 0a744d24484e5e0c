import { useState } from 'preact/hooks'
import type { Item } from '../../../api/types'
import { useRemote } from '../../../app/remote'
import { village } from '../../../app/store'
import { LinkButton } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Loading, Row, Rows } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { t } from './errand.words'

export const useCatalogue = () => useRemote('/catalogue', { village_code: village.value?.code })

export const daysOf = ({ limit_days: n, limit_unit: unit }: Pick<Item, 'limit_days' | 'limit_unit'>) => (n ? t(unit === 'cd' ? 'days_cd' : 'days_wd', { n }) : t('at_once'))
export const fits = (item: Item, wanted: string) => {
  const text = `${item.name} ${item.group} ${item.code}`.toLowerCase()
  return wanted.trim().toLowerCase().split(/\s+/).every(word => text.includes(word))
}

/** The village's catalogue, by group, found by a word or two. */
export function PickItem({ onPick, onUnnamed }: { onPick: (item: Item) => void; onUnnamed: () => void }) {
  const { value: items = [], problem } = useCatalogue()
  const [wanted, setWanted] = useState('')
  const found = items.filter(item => fits(item, wanted))
  const unnamed = <Rows><Row mark="voice" title={t('unnamed')} onClick={onUnnamed} /></Rows>
  const groups = [...new Set(found.map(item => item.group))]
  return (
    <>
      <Field label={t('search')} hint={t('search_hint')} type="search" value={wanted} onInput={setWanted} />
      {problem && !items.length && <ProblemNote problem={problem} />}
      {!problem && !items.length && <Loading />}
      {items.length > 0 && !found.length && <p class="card" role="status">{t('none_found')}</p>}
      {!wanted && unnamed}
      {groups.map(group => (
        <section class="stack" key={group}>
          <h2>{group}</h2>
          <Rows>{found.filter(item => item.group === group).map(item => (
            <Row key={item.code} title={item.name} sub={[item.proxy_label, daysOf(item)].join(' · ')} onClick={() => onPick(item)} />
          ))}</Rows>
        </section>
      ))}
      {wanted && unnamed}
      <LinkButton href="/guide" icon="list" block>{t('guide')}</LinkButton>
    </>
  )
}
