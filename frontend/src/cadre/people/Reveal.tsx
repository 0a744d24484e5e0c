import { useState } from 'preact/hooks'
import { Problem, request } from '../../api/client'
import type { PersonFull, Revealed } from '../../api/types'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Rows } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { showWrong, useAsked } from '../here'
import { ActRow, Callable } from '../rows'
import { Tiles } from '../Tiles'
import { t } from './words'

const NUMBERS = ['phone', 'contact_phone', 'id_no'] as const
const REASONS = ['why_call', 'why_form', 'why_check', 'why_other'] as const
type Number = (typeof NUMBERS)[number]

/**
 * Asks why a whole number is needed, then shows it. Not through the outbox: a number that was asked for and comes later,
 * unseen, helps nobody, and must not lie on the phone.
 */
export function RevealScreen({ id }: { id: string }) {
  const { value: person } = useAsked<PersonFull>(`/people/${id}`)
  const [fields, setFields] = useState<Number[]>([])
  const [why, setWhy] = useState('')
  const [own, setOwn] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [shown, setShown] = useState<Revealed | null>(null)
  const there = NUMBERS.filter(name => person?.[name])
  const wanted = there.length === 1 ? there : fields
  const reason = why === 'why_other' ? own.trim() : why && t(why as (typeof REASONS)[number])
  function show(): void {
    setTried(true)
    if (!wanted.length || reason.length < 2) return showWrong()
    setBusy(true)
    setProblem(null)
    request('POST', `/people/${id}/reveal`, { fields: wanted, reason })
      .then(answer => setShown(answer as Revealed), (error: unknown) => { if (error instanceof Problem) setProblem(error) })
      .finally(() => setBusy(false))
  }
  const home = `/desk/people/${id}`
  if (shown && person) {
    return (
      <Page title={person.name} sub={t('left_today', { n: shown.left_today })} home={home}>
        <Rows>
          {shown.phone && <Callable name={person.name} sub={t('own_phone')} phone={shown.phone} />}
          {shown.contact_phone && <Callable name={person.contact_name ?? ''} sub={t('contact')} phone={shown.contact_phone} />}
          {shown.id_no && <ActRow title={t('id_no')} sub={<span class="line">{shown.id_no}</span>} act={null} />}
        </Rows>
        <p class="sub">{t('seen_is_noted')}</p>
      </Page>
    )
  }
  return (
    <Page title={t('show_numbers')} sub={person?.name} home={home} foot={<Bar><Button look="main" busy={busy} onClick={show}>{t('show_now')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {there.length > 1 && <Choices label={t('which_number')} value={wanted} wrong={tried && !wanted.length ? t('choose') : ''}
          options={there.map(name => ({ value: name, label: t(name === 'phone' ? 'own_phone' : name === 'id_no' ? 'id_no' : 'contact_phone'), sub: person?.[name] }))}
          onPick={picked => setFields(picked as Number[])} />}
        <Tiles label={t('why_see')} value={why} wrong={tried && !why ? t('choose') : ''} options={REASONS.map(value => ({ value, label: t(value) }))} onPick={setWhy} />
        {why === 'why_other' && <Field label={t('why_words')} hint={t('why_hint')} maxLength={100} value={own} focus wrong={tried && reason.length < 2 ? t('why_missing') : ''} onInput={setOwn} />}
        <p class="sub">{t('seen_is_noted')}</p>
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
