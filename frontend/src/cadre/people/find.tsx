import { useEffect, useState } from 'preact/hooks'
import { address } from '../../api/client'
import type { PersonRow } from '../../api/types'
import { Field } from '../../ui/Field'
import { Empty, Loading, Row, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { useAsked, useVillage } from '../here'
import { t } from './words'

const TYPING_MS = 300

/** Finds somebody of the village by a part of the name or the end of the phone number. */
export function FindPerson({ label, onPick, href, without }: { label: string; onPick?: (person: PersonRow) => void; href?: (person: PersonRow) => string; without?: string }) {
  const [text, setText] = useState('')
  const [q, setQ] = useState('')
  const code = useVillage()?.code
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  const { value, problem, busy, again } = useAsked<PersonRow[]>(q && code ? address('/people', { village_code: code, q }) : null)
  const found = (value ?? []).filter(person => person.id !== without)
  return (
    <>
      <Field label={label} hint={t('find_hint')} type="search" maxLength={20} value={text} onInput={setText} />
      {problem && problem.status === 0 ? <Empty>{t('find_offline')}</Empty> : problem && <ProblemNote problem={problem} retry={again} />}
      {q && !problem && busy && !value && <Loading />}
      {q && value && !problem && (found.length ? <Rows>{found.map(person => (
        <Row key={person.id} title={person.name} sub={aboutOf(person)} {...(href ? { href: href(person) } : { onClick: () => onPick?.(person) })} />
      ))}</Rows> : <Empty>{t('nobody_found', { q })}</Empty>)}
    </>
  )
}

export const aboutOf = (person: PersonRow): string => [
  person.group, person.birth_year && t('born', { year: person.birth_year }),
  person.phone_masked ?? (person.contact_name ? t('reach_through', { name: person.contact_name }) : t('no_phone')),
].filter(Boolean).join(' · ')
