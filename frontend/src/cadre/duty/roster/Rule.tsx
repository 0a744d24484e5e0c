import { useState } from 'preact/hooks'
import { address, request } from '../../../api/client'
import type { RosterRule, TurnRule } from '../../../api/types'
import { comma } from '../../../app/i18n'
import { learned, useRemote } from '../../../app/remote'
import { go } from '../../../app/router'
import { Button } from '../../../ui/Button'
import { Choice, Choices, Field, Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useVillage } from '../../here'
import { Tiles } from '../../Tiles'
import { t as duty } from '../words'
import { isSecretary, useDoing } from './doing'
import { t } from './words'

const PATH = '/duty/rules/{village_code}'
const DAYS = ['workday', 'rest_day', 'holiday', 'spring_festival', 'market'] as const
const WEIGHTS = ['workday', 'rest_day', 'holiday', 'spring_festival', 'night'] as const
const SKILLS = ['medicine', 'mediation', 'phone', 'driving'] as const
const LIMITS = { rest_hours: [0, 24], most_days_in_a_row: [1, 31], most_turns_a_day: [1, 4], publish_days: [0, 31], objection_hours: [0, 168] } as const
const turnOf = (starts: string, ends: string, days: TurnRule['days'], more: Partial<TurnRule> = {}): TurnRule => ({ starts, ends, days, persons: 1, kind: 'duty', skills: [], weekdays: [], ...more })
const HALVES = [turnOf('08:30', '12:00', ['workday']), turnOf('14:30', '18:00', ['workday'])]
const MORE = { holidays: turnOf('09:00', '17:00', ['rest_day', 'holiday']), nights: turnOf('18:00', '08:00', ['workday', 'rest_day', 'holiday']), markets: turnOf('08:00', '12:00', ['market'], { persons: 2 }), joint: turnOf('08:30', '12:00', ['workday'], { persons: 3, kind: 'joint_office', weekdays: [0] }) }
export const skillOptions = () => SKILLS.map(value => ({ value, label: t(value) }))
export const weekdayOptions = () => [0, 1, 2, 3, 4, 5, 6].map(n => ({ value: String(n), label: t(`weekday_${n as 0}`) }))
const outside = (n: number, [low, high]: readonly [number, number]) => !Number.isInteger(n) || n < low || n > high
const CLOCK = /^\d\d:\d\d$/

/** How the village fills its days, in plain words; everything has a usual value. */
export function RuleScreen() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? PATH : null, { village_code: code })
  if (!isSecretary()) return <Page title={t('rule')} home="/desk/duty"><Empty>{t('secretary_only')}</Empty></Page>
  if (!value || !code) return <Page title={t('rule')} home="/desk/duty/draw">{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  return <RuleForm key={value.version} code={code} now={value} />
}

function RuleForm({ code, now }: { code: string; now: RosterRule }) {
  const [rule, setRule] = useState(now)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useDoing()
  const change = (part: Partial<RosterRule>) => setRule({ ...rule, ...part })
  const turns = rule.turns ?? []
  const wrongLimit = (name: keyof typeof LIMITS) => (outside(rule[name] ?? 0, LIMITS[name]) ? t('between', { low: LIMITS[name][0], high: LIMITS[name][1] }) : '')
  const wrongWeight = (name: (typeof WEIGHTS)[number]) => (outside(rule.weights?.[name] ?? 0, [0, 20]) ? t('between', { low: 0, high: 20 }) : '')
  const isWrong = turns.some(wrongTurn) || (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).some(wrongLimit) || WEIGHTS.some(wrongWeight)
  function save(): void {
    setTried(true)
    if (isWrong) return showWrong()
    void run(async () => {
      learned(PATH, { village_code: code }, await request('PUT', address(PATH, { village_code: code }), rule) as RosterRule)
      go('/desk/duty/draw')
    })
  }
  const number = (value: number | undefined, label: string, wrong: string, onInput: (n: number) => void) =>
    <Field key={label} label={label} type="number" inputMode="numeric" value={String(value ?? '')} wrong={wrong} onInput={text => onInput(Number(text))} />
  return (
    <Page title={t('rule')} sub={t('rule_after')} home="/desk/duty/draw" foot={<Bar><Button look="main" busy={busy} onClick={save}>{t('save')}</Button></Bar>}>
      {problem && <Complaint problem={problem} />}
      <p>{t('rule_keeps')}</p>
      <div class="stack wide-gaps">
        <Choice label={t('which_turns')} value={turns.length ? 'own' : 'open'} onPick={value => change({ turns: value === 'own' ? HALVES : [] })}
          options={[{ value: 'open', label: t('as_open'), sub: t('as_open_sub') }, { value: 'own', label: t('own_turns'), sub: t('own_turns_sub') }]} />
        {turns.length > 0 && <>
          {turns.map((turn, at) => <TurnCard key={at} turn={turn} tried={tried} onChange={next => change({ turns: turns.map((each, n) => (n === at ? next : each)) })}
            onRemove={() => change({ turns: turns.filter((_, n) => n !== at) })} />)}
          {turns.length < 20 && <div class="chips">{(Object.keys(MORE) as (keyof typeof MORE)[]).map(name => <Button key={name} small icon="plus" onClick={() => change({ turns: [...turns, MORE[name]] })}>{t(`add_${name}`)}</Button>)}</div>}
        </>}
        <Tick label={t('needs_leader')} sub={t('needs_leader_sub')} checked={rule.needs_leader ?? true} onTick={needs_leader => change({ needs_leader })} />
        <Choices label={t('markets')} hint={t('markets_hint')} options={[1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map(n => ({ value: String(n), label: t('digit', { n }) }))}
          value={(rule.market_digits ?? []).map(String)} onPick={picked => change({ market_digits: picked.map(Number).sort() })} />
        {!!rule.market_digits?.length && <Tiles label={t('markets_by')} value={rule.market_by_moon ? 'moon' : 'sun'} onPick={by => change({ market_by_moon: by === 'moon' })}
          options={[{ value: 'sun', label: t('by_sun') }, { value: 'moon', label: t('by_moon') }]} />}
        {(Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map(name => number(rule[name], t(name), wrongLimit(name), n => change({ [name]: n })))}
        <details class="card"><summary>{t('counts')}</summary><div class="stack">
          <p class="sub">{t('counts_sub')}</p>
          {WEIGHTS.map(name => number(rule.weights?.[name], t(name), wrongWeight(name), n => change({ weights: { ...rule.weights!, [name]: n } })))}
        </div></details>
      </div>
    </Page>
  )
}

const wrongTurn = (turn: TurnRule) => (!CLOCK.test(turn.starts) || !CLOCK.test(turn.ends) ? t('clock_wrong') : !turn.days.length ? t('days_wrong') : outside(turn.persons ?? 1, [1, 10]) ? t('between', { low: 1, high: 10 }) : '')

function TurnCard({ turn, tried, onChange, onRemove }: { turn: TurnRule; tried: boolean; onChange: (turn: TurnRule) => void; onRemove: () => void }) {
  const change = (part: Partial<TurnRule>) => onChange({ ...turn, ...part })
  const wrong = wrongTurn(turn)
  return (
    <details class="card" open={tried && !!wrong}>
      <summary><b>{turn.starts}–{turn.ends}</b> · {turn.days.map(each => t(each)).join(comma())} · {t('n_persons', { n: turn.persons ?? 1 })}{turn.kind === 'joint_office' && ` · ${duty('joint')}`}</summary>
      <div class="stack wide-gaps">
        {tried && wrong && <p class="wrong" role="alert">{wrong}</p>}
        <Field label={t('starts')} type="time" value={turn.starts} onInput={starts => change({ starts })} />
        <Field label={t('ends')} hint={t('ends_hint')} type="time" value={turn.ends} onInput={ends => change({ ends })} />
        <Field label={t('persons')} type="number" inputMode="numeric" value={String(turn.persons ?? 1)} onInput={text => change({ persons: Number(text) })} />
        <Tiles label={t('how')} value={turn.kind ?? 'duty'} options={[{ value: 'duty', label: t('in_turn') }, { value: 'joint_office', label: duty('joint') }]} onPick={kind => change({ kind: kind as 'duty' })} />
        <Choices label={t('on_days')} options={DAYS.map(value => ({ value, label: t(value) }))} value={turn.days} onPick={days => change({ days: days as TurnRule['days'] })} />
        <details><summary>{t('only_weekdays')}</summary><Choices label={t('only_weekdays')} options={weekdayOptions()} value={(turn.weekdays ?? []).map(String)} onPick={picked => change({ weekdays: picked.map(Number).sort() })} /></details>
        <details><summary>{t('with_skills')}</summary><Choices label={t('with_skills')} options={skillOptions()} value={turn.skills ?? []} onPick={skills => change({ skills: skills as TurnRule['skills'] & string[] })} /></details>
        <Button onClick={onRemove}>{t('remove_turn')}</Button>
      </div>
    </details>
  )
}
