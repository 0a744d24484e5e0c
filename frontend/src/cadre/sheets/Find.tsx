import { useState } from 'preact/hooks'
import { address } from '../../api/client'
import type { Page as PageOf, Row as Matter } from '../../api/types'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { useAsked } from '../here'
import { DeskRow } from '../rows'
import { t } from './words'

/** Somebody rings and says four digits, or holds a slip: which matter is it? Nothing of it stays on the phone. */
export function Find() {
  const [text, setText] = useState('')
  const [wanted, setWanted] = useState('')
  const { value, problem, busy, again } = useAsked<PageOf<Matter>>(wanted ? address('/tickets', { number: wanted }) : null)
  const short = text.replace(/\s/g, '').length < 4
  return (
    <Page title={t('find')} sub={t('find_sub')} home="/desk/more"
      foot={<Bar><Button look="main" busy={!!wanted && busy} onClick={() => { if (!short) setWanted(text.trim()) }}>{t('find_now')}</Button></Bar>}>
      <Field label={t('number')} hint={t('number_hint')} maxLength={24} value={text} onInput={setText} focus />
      {problem && <ProblemNote problem={problem} retry={again} />}
      {wanted && busy && !value && <Loading />}
      {wanted && value && (value.items.length ? <Rows>{value.items.map(row => <DeskRow key={row.id} row={row} who />)}</Rows> : <Empty>{t('none_found')}</Empty>)}
    </Page>
  )
}
