import { useEffect, useState } from 'preact/hooks'
import { Problem } from '../../api/client'
import { ProblemNote } from '../../ui/ProblemNote'
import { Page } from '../../ui/Page'
import { Loading } from '../../ui/parts'
import { Flow } from './Flow'
import type { Kind } from './form'
import { KINDS } from './kinds'

/** Fetches the questions of one kind of request and asks them. */
export default function Request({ service }: { service: string }) {
  const [kind, setKind] = useState<Kind | null>(null)
  const [lost, setLost] = useState(false)
  const load = () => {
    setLost(false)
    void (service in KINDS ? KINDS[service as keyof typeof KINDS] : KINDS.errand)().then(part => setKind(part.kind), () => setLost(true))
  }
  useEffect(load, [])
  if (kind) return <Flow kind={kind} name={service} />
  return <Page title="不出村" home="/">{lost ? <ProblemNote problem={new Problem(0)} retry={load} /> : <Loading />}</Page>
}
