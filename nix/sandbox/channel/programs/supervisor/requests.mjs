/** What the supervisor does on each request of a client. */
export const requests = {
  async show(manager, { units }) {
    return { units: units.map((name) => manager.unit(name).properties()) };
  },
  async list(manager) {
    return { units: manager.all().map((unit) => unit.properties()) };
  },
  async start(manager, { units, noBlock }) {
    return jobs(units, noBlock, manager.start(units));
  },
  async stop(manager, { units, noBlock }) {
    const results = Object.fromEntries(
      units.map((name) => [
        name,
        manager.unit(name).loaded || !manager.unit(name).idle ? 'done' : 'not-loaded',
      ]),
    );
    return jobs(
      units,
      noBlock,
      manager.stop(units.filter((name) => results[name] === 'done')).then(() => results),
    );
  },
  async restart(manager, { units, noBlock }) {
    return jobs(
      units,
      noBlock,
      manager.stop(units).then(() => manager.start(units)),
    );
  },
  async 'try-restart'(manager, { units, noBlock }) {
    const running = units.filter((name) => !manager.unit(name).idle);
    return requests.restart(manager, { units: running, noBlock });
  },
  async reload(manager, { units }) {
    const results = await Promise.all(
      units.map(async (name) => {
        const unit = manager.unit(name);
        if (!unit.loaded) return [name, 'not-found'];
        if (unit.active !== 'active') return [name, 'inactive'];
        return [name, unit.reload ? await unit.reload() : 'inapplicable'];
      }),
    );
    return { results: Object.fromEntries(results) };
  },
  async 'reset-failed'(manager, { units }) {
    const chosen = units.length > 0 ? units.map((name) => manager.unit(name)) : [...manager.units.values()];
    for (const unit of chosen) unit.resetFailed();
    return {
      results: Object.fromEntries(chosen.map((unit) => [unit.name, unit.loaded ? 'done' : 'not-loaded'])),
    };
  },
  async 'daemon-reload'(manager) {
    manager.reload();
    return {};
  },
  async transient(manager, { service, timer, noBlock }) {
    const unit = manager.addTransient(service.name, service.sections);
    if (!unit) return { taken: service.name };
    if (!timer) return jobs([service.name], noBlock, manager.start([service.name]));
    if (!manager.addTransient(timer.name, timer.sections)) {
      manager.units.delete(service.name);
      return { taken: timer.name };
    }
    return jobs([timer.name], false, manager.start([timer.name]));
  },
  async notify(manager, { unit, state }) {
    if (state === 'READY=1') manager.units.get(unit)?.ready?.();
    return {};
  },
  async state(manager) {
    const failed = [...manager.units.values()].some((unit) => unit.active === 'failed');
    return { state: manager.booting ? 'starting' : failed ? 'degraded' : 'running' };
  },
  /** Answers at once, as systemd does: the host goes down afterwards. */
  async reboot() {
    return {};
  },
  async poweroff(manager) {
    await manager.poweroff();
    return {};
  },
};

async function jobs(units, noBlock, work) {
  if (!noBlock) return { results: await work };
  void work;
  return { results: Object.fromEntries(units.map((name) => [name, 'done'])) };
}
