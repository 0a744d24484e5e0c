import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Problem } from '../api/client'
import { Loading } from '../ui/parts'
import { Page } from '../ui/Page'
import { ProblemNote } from '../ui/ProblemNote'
import { online } from './store'

/**
 * A part of the app that is fetched when somebody first goes there; the service worker has it ready afterwards. While it
 * comes, a `page` stands in a page's frame, anything smaller does not. What could not come is asked for again once there is
 * a network.
 */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>, page = true): ComponentType<P> {
  let Loaded: ComponentType<P> | null = null
  return function Lazy(props: P) {
    const [lost, setLost] = useState(0)
    const fetched = () => {
      load().then(part => { Loaded = part.default; setLost(-1) }, () => setLost(n => n + 1))
    }
    useEffect(() => { if (!Loaded) fetched() }, [online.value])
    // A network that has just come back may fail once more.
    useEffect(() => {
      const again = lost > 0 && online.value && setTimeout(fetched, 3000)
      return () => { if (again) clearTimeout(again) }
    }, [lost])
    if (Loaded) return <Loaded {...props} />
    const meanwhile = lost ? <ProblemNote problem={new Problem(0)} retry={fetched} /> : <Loading />
    return page ? <Page title="不出村" home="/">{meanwhile}</Page> : meanwhile
  }
}
