(() => {
  if (window.clairvizStage) { window.clairvizStage.adopt(); return; }
  const IDLE = 2500, DIGITS = 1500, SWIPE = 60, WATCH = 400, PATIENCE = 10000, SETTLE = 2000;
  const LIVE = "button,a,input,textarea,select,label,summary,[role=slider],[role=button],[role=combobox],[role=radio],[role=option],[role=listbox],[contenteditable=true],[data-baseweb],.js-plotly-plot,#stage-bar,#stage-notes,#stage-offline,#stage-overview,#stage-help";
  const TYPING = "input,textarea,select,[role=slider],[role=combobox],[role=listbox],[contenteditable=true]";
  const state = { scene: 1, blank: false, notes: false, clock: false, overview: 0, help: false, pointer: false };
  let channel = null, name = "", digits = "", digitsAt = 0, idle = 0, touch = null, swiped = false, leaving = 0, told = "", settled = 0, resumed = 0;

  const offline = window.clairvizOffline;
  const data = () => document.getElementById("stage-data");
  const active = () => data() !== null;
  const count = () => Number(data().dataset.scenes);
  const view = () => data().dataset.view;
  const words = () => JSON.parse(data().dataset.words);
  const titles = () => JSON.parse(data().dataset.titles);
  const hidden = () => JSON.parse(data().dataset.hidden);
  const clamp = n => Math.min(count(), Math.max(1, n));
  const make = (tag, id, parent) => {
    const found = document.getElementById(id);
    if (found) return found;
    const made = document.createElement(tag);
    made.id = id;
    (parent || document.body).append(made);
    return made;
  };
  const wanted = () => Number(new URL(location.href).searchParams.get("scene")) || 1;

  // The timer is kept in the browser, so that a reload and a second window show the same time.
  const timerKey = () => `clairviz-timer-${name}`;
  const timer = () => { try { return JSON.parse(localStorage.getItem(timerKey())) || {}; } catch { return {}; } };
  const seconds = () => {
    const { base = 0, since = null } = timer();
    return Math.floor((base + (since ? Date.now() - since : 0)) / 1000);
  };
  const two = n => String(n).padStart(2, "0");
  const minutes = all => `${all < 0 ? "−" : ""}${two(Math.floor(Math.abs(all) / 60))}:${two(Math.abs(all) % 60)}`;
  const clockText = () => minutes(seconds());
  const toggleTimer = zero => {
    const { base = 0, since = null } = timer();
    const now = zero ? { base: 0, since: null }
      : since ? { base: base + Date.now() - since, since: null } : { base, since: Date.now() };
    localStorage.setItem(timerKey(), JSON.stringify(now));
    if (zero) localStorage.removeItem(spentKey());
    state.clock = !zero || state.clock;
    draw();
  };
  // The time allotted to the whole, in minutes; 0 for none.
  const allottedKey = () => `clairviz-allotted-${name}`;
  const allotted = () => Number(localStorage.getItem(allottedKey())) || 0;
  const allot = () => {
    const said = prompt(words().allot, String(allotted() || 20));
    if (said === null) return;
    const most = Number(said.normalize("NFKC"));
    localStorage.setItem(allottedKey(), String(most > 0 && most < 1000 ? most : 0));
    draw();
  };
  // How long each scene was on while the timer ran: two windows count one time.
  const spentKey = () => `clairviz-spent-${name}`;
  const spent = () => { try { return JSON.parse(localStorage.getItem(spentKey())) || {}; } catch { return {}; } };
  const rehearse = () => {
    if (!timer().since) return;
    const times = spent(), now = Date.now(), passed = now - (times.at || now);
    if (passed < 5 * WATCH) times[state.scene] = (times[state.scene] || 0) + passed;
    localStorage.setItem(spentKey(), JSON.stringify({ ...times, at: now }));
  };
  const spentOn = n => Math.floor((spent()[n] || 0) / 1000);

  // The inputs of the live simulator as the address holds them.
  const plan = () => {
    const found = new URL(location.href).searchParams, kept = JSON.parse(data().dataset.plan);
    return JSON.stringify([...found].filter(([key]) => kept.includes(key)));
  };
  const share = () => {
    if (!channel) return;
    told = plan();
    channel.postMessage({ scene: state.scene, blank: state.blank, plan: view() === "stage" ? told : null });
  };
  // The presenter sees what the audience sees: the page of this window follows the other's numbers.
  const followPlan = wanted => {
    if (!wanted || view() !== "presenter" || wanted === plan()) return;
    const url = new URL(location.href);
    for (const key of JSON.parse(data().dataset.plan)) url.searchParams.delete(key);
    for (const [key, value] of JSON.parse(wanted)) url.searchParams.append(key, value);
    history.replaceState(history.state, "", url);
    settled = Date.now() + SETTLE;
    if (!offline.isLost()) dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  };
  const listen = () => {
    if (name === data().dataset.channel) return;
    if (channel) channel.close();
    name = data().dataset.channel;
    channel = new BroadcastChannel(`clairviz-${name}`);
    channel.onmessage = ({ data: said }) => {
      if (!active()) return;
      if (said.hello) { share(); return; }
      followPlan(said.plan);
      state.scene = clamp(said.scene);
      state.blank = said.blank;
      draw();
    };
    channel.postMessage({ hello: true });
  };

  const keepAddress = () => {
    const url = new URL(location.href);
    if (url.searchParams.get("scene") === String(state.scene)) return;
    url.searchParams.set("scene", state.scene);
    history.replaceState(history.state, "", url);
  };

  // A figure that is drawn while it is scaled takes the scaled size for its own.
  const isDrawn = () =>
    document.querySelectorAll(".st-key-stage .js-plotly-plot .main-svg:first-of-type").length >= Number(data().dataset.figures);
  const isSimulator = () => document.querySelector(`.st-key-scene_${state.scene} .st-key-live_simulator`) !== null;
  const css = () => {
    const now = state.scene, shown = n => `.st-key-scene_${n}{visibility:visible!important;`;
    if (state.overview && isDrawn()) return tiles();
    if (view() !== "presenter") return `${shown(now)}}`;
    if (!isDrawn() || (Date.now() < settled && isSimulator())) return "";
    return `${shown(now)}transform:${PRESENTED}}${following() ? `${shown(following())}transform:translate(65vw,5vw) scale(.33)}` : ""}`;
  };
  const PRESENTED = "translate(1vw,1vw) scale(.62)";

  // All scenes at once, each as a picture of itself, with a button over it.
  const columns = () => Math.ceil(Math.sqrt(count()));
  const place = n => {
    const across = columns(), size = 100 / across;
    return { left: ((n - 1) % across) * size, top: Math.floor((n - 1) / across) * size, size };
  };
  const tiles = () => {
    let rules = ".st-key-stage{background:#e3e7ed!important}";
    for (let n = 1; n <= count(); n++) {
      const { left, top, size } = place(n);
      rules += `.st-key-scene_${n}{visibility:visible!important;pointer-events:none;`
        + `transform:translate(${left + 0.02 * size}vw,${top + 0.02 * size}vh) scale(${(0.96 * size) / 100})}`;
    }
    return rules;
  };
  const drawOverview = text => {
    const box = make("div", "stage-overview");
    box.hidden = !state.overview;
    if (!state.overview) { box.replaceChildren(); return; }
    if (box.childElementCount !== count()) {
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", text.overview);
      box.replaceChildren(...titles().map((title, at) => {
        const button = document.createElement("button"), { left, top, size } = place(at + 1);
        button.type = "button";
        Object.assign(button.style, { left: `${left}vw`, top: `${top}vh`, width: `${size}vw`, height: `${size}vh` });
        button.setAttribute("aria-label", `${at + 1} ${title}`);
        const number = document.createElement("span");
        button.append(number);
        button.addEventListener("click", () => { state.overview = 0; jump(at + 1); });
        return button;
      }));
    }
    [...box.children].forEach((button, at) => {
      const time = spentOn(at + 1), aside = hidden()[at] ? ` ${text.hidden}` : "";
      button.firstChild.textContent = `${at + 1}${aside}${time ? ` ${minutes(time)}` : ""}`;
      button.classList.toggle("chosen", at + 1 === state.overview);
    });
  };
  const drawHelp = text => {
    const box = make("dialog", "stage-help");
    box.setAttribute("aria-label", text.help);
    if (!box.childElementCount) {
      const list = document.createElement("dl");
      for (const [keys, meaning] of text.keylist) {
        for (const [tag, said] of [["dt", keys], ["dd", meaning]]) {
          const made = document.createElement(tag);
          made.textContent = said;
          list.append(made);
        }
      }
      box.append(list);
    }
    box.open = state.help;
  };

  const draw = () => {
    if (!active()) return;
    const text = words();
    const style = make("style", "stage-current", document.head);
    const rules = css();
    if (style.textContent !== rules) style.textContent = rules;
    make("div", "stage-blank").hidden = !(state.blank && view() === "stage");
    const bar = make("div", "stage-bar");
    if (!bar.childElementCount) build(bar, text);
    bar.querySelector(".place").textContent = `${state.scene} / ${count()}`;
    bar.querySelector(".clock").textContent = clockText();
    bar.querySelector("[data-does=blank]").setAttribute("aria-pressed", String(state.blank));
    bar.querySelector("[data-does=notes]")?.setAttribute("aria-pressed", String(state.notes));
    const clock = make("div", "stage-clock");
    clock.hidden = view() === "stage" && !state.clock;
    drawClock(clock, text);
    const notes = make("aside", "stage-notes");
    notes.className = view();
    notes.hidden = view() === "stage" && !state.notes;
    notes.setAttribute("aria-label", text.notes);
    notes.tabIndex = 0;
    notes.textContent = JSON.parse(data().dataset.notes)[state.scene - 1] || text.nonotes;
    const box = make("div", "stage-following");
    box.hidden = view() !== "presenter";
    box.textContent = following() ? `${text.following} ${following()} / ${count()}` : text.last;
    drawOverview(text);
    drawHelp(text);
    const pointer = make("div", "stage-pointer");
    pointer.hidden = !state.pointer;
    document.documentElement.classList.toggle("stage-pointing", state.pointer);
    offline.tick(text, isSimulator() && !state.overview, view() === "presenter" ? PRESENTED : "");
    keepAddress();
  };
  // The presenter has more room than the audience's corner: time left, time of this scene, time of day.
  const drawClock = (clock, text) => {
    const lines = [clockText()];
    if (view() === "presenter") {
      const left = allotted() * 60 - seconds(), now = new Date();
      if (allotted()) lines.push(`${text.left} ${minutes(left)}`);
      lines.push(`${text.onscene} ${minutes(spentOn(state.scene))}`, `${text.now} ${now.getHours()}:${two(now.getMinutes())}`);
      clock.classList.toggle("over", allotted() > 0 && left < 0);
    }
    clock.replaceChildren(...lines.map(line => {
      const made = document.createElement("div");
      made.textContent = line;
      return made;
    }));
  };

  const build = (bar, text) => {
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", text.bar);
    bar.title = text.keys;
    const add = (does, run) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.does = does;
      button.textContent = text[does];
      button.addEventListener("click", () => { run(); button.blur(); });
      bar.append(button);
    };
    const where = document.createElement("span");
    const clock = document.createElement("span");
    where.className = "place";
    clock.className = "clock";
    add("previous", () => step(-1));
    bar.append(where);
    add("next", () => step(1));
    add("blank", toggleBlank);
    if (view() === "presenter") add("notes", toggleNotes);
    add("timer", () => toggleTimer(false));
    bar.append(clock);
    if (view() === "presenter") add("allotted", allot);
    add("overview", toggleOverview);
    add("help", toggleHelp);
    add("screen", toggleScreen);
    add("window", openWindow);
    add("end", end);
  };

  const jump = n => {
    if (state.blank) state.blank = false; else state.scene = clamp(n);
    draw();
    share();
  };
  // Steps pass over hidden scenes; a number and the overview reach them.
  const beyond = (from, by) => {
    const aside = hidden();
    let n = from + by;
    while (n >= 1 && n <= count() && aside[n - 1]) n += by;
    return n >= 1 && n <= count() ? n : 0;
  };
  const following = () => beyond(state.scene, 1);
  const step = by => {
    if (state.overview) { state.overview = clamp(state.overview + by); draw(); return; }
    jump(beyond(state.scene, by) || state.scene);
  };
  const toEnd = by => jump(beyond(by > 0 ? 0 : count() + 1, by) || 1);
  const toggleBlank = () => { state.blank = !state.blank; draw(); share(); };
  const toggleNotes = () => { state.notes = !state.notes; draw(); };
  const toggleOverview = () => { state.overview = state.overview ? 0 : state.scene; state.help = false; draw(); };
  const toggleHelp = () => { state.help = !state.help; draw(); };
  const toggleScreen = () => {
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => {});
  };
  const openWindow = () => {
    const url = new URL(location.href);
    url.searchParams.set("view", "presenter");
    window.open(url, `clairviz-${name}`, "popup,width=1200,height=800");
  };
  // The button may not be there yet, or its click be lost while the page is being drawn.
  const end = () => {
    if (view() === "presenter") { window.close(); return; }
    leaving = Date.now();
    leave();
  };
  const leave = () => {
    if (Date.now() - leaving > PATIENCE) return;
    document.querySelector(".st-key-leave_stage button")?.click();
  };

  const KEYS = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), " ": () => step(1),
    PageDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    PageUp: () => step(-1), Backspace: () => step(-1),
    Home: () => toEnd(1), End: () => toEnd(-1),
    b: toggleBlank, ".": toggleBlank, f: toggleScreen, N: toggleNotes, n: () => view() === "presenter" && toggleNotes(),
    t: () => toggleTimer(false), T: () => toggleTimer(true), p: openWindow, o: toggleOverview, "?": toggleHelp, h: toggleHelp,
    l: () => { state.pointer = !state.pointer; draw(); },
    Escape: () => {
      if (state.help || state.overview || state.pointer) Object.assign(state, { help: false, overview: 0, pointer: false });
      else { end(); return; }
      draw();
    },
    Enter: () => {
      const n = Number(digits) || state.overview;
      digits = "";
      state.overview = 0;
      if (n) jump(n); else step(1);
    },
  };

  window.addEventListener("keydown", event => {
    if (!active() || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    // A presenter's remote sends these two; they turn the page wherever the focus is.
    const remote = event.key === "PageDown" || event.key === "PageUp";
    if (!remote) {
      if (target.closest(TYPING)) { if (event.key === "Escape") target.blur(); return; }
      if ((event.key === " " || event.key === "Enter") && target.closest("button,a,summary,[role=button],[role=checkbox],[role=radio]")) return;
    }
    if (event.key >= "0" && event.key <= "9") {
      digits = (Date.now() - digitsAt < DIGITS ? digits : "") + event.key;
      digitsAt = Date.now();
      return;
    }
    if (event.key !== "Enter" || Date.now() - digitsAt >= DIGITS) digits = "";
    const run = KEYS[event.key] || KEYS[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }, true);

  const onStage = target => target instanceof Element && target.closest(".st-key-stage") && !target.closest(LIVE);
  // The button that goes on where the stage was left.
  window.addEventListener("click", event => {
    const isResumed = !active() && event.target instanceof Element && event.target.closest(".st-key-start_here");
    if (isResumed) resumed = state.scene;
  }, true);
  window.addEventListener("click", event => {
    if (!active() || view() !== "stage") return;
    if (event.target instanceof Element && event.target.closest("#stage-blank")) { toggleBlank(); return; }
    if (swiped) { swiped = false; return; }
    // The second click of a double one is no step of its own.
    if (event.detail > 1) return;
    if (state.help) { toggleHelp(); return; }
    if (onStage(event.target)) step(event.clientX < innerWidth / 4 ? -1 : 1);
  });
  window.addEventListener("touchstart", event => {
    const from = event.target instanceof Element && !event.target.closest("[role=slider],[data-testid=stSlider]");
    touch = active() && from && event.touches.length === 1 ? event.touches[0] : null;
    swiped = false;
  }, { passive: true });
  window.addEventListener("touchend", event => {
    if (!touch || !active()) return;
    const last = event.changedTouches[0], dx = last.clientX - touch.clientX, dy = last.clientY - touch.clientY;
    touch = null;
    if (Math.abs(dx) < SWIPE || Math.abs(dx) < 2 * Math.abs(dy)) return;
    swiped = true;
    setTimeout(() => { swiped = false; }, 500);
    step(dx < 0 ? 1 : -1);
  }, { passive: true });
  const wake = () => {
    if (!active()) return;
    document.documentElement.classList.add("stage-awake");
    clearTimeout(idle);
    idle = setTimeout(() => document.documentElement.classList.remove("stage-awake"), IDLE);
  };
  window.addEventListener("mousemove", event => {
    wake();
    const dot = state.pointer && document.getElementById("stage-pointer");
    if (dot) Object.assign(dot.style, { left: `${event.clientX}px`, top: `${event.clientY}px` });
  });
  window.addEventListener("focusin", event => {
    if (event.target instanceof Element && event.target.closest("#stage-bar")) wake();
  });
  window.addEventListener("popstate", () => { if (active()) { state.scene = clamp(wanted()); draw(); } });
  window.addEventListener("storage", draw);

  const OWN = ["stage-current", "stage-blank", "stage-bar", "stage-clock", "stage-notes", "stage-following",
    "stage-overview", "stage-help", "stage-pointer"];
  const watch = () => {
    if (active()) {
      rehearse();
      if (view() === "stage" && channel && told !== plan()) share();
      draw();
      leave();
      return;
    }
    Object.assign(state, { overview: 0, help: false, pointer: false });
    offline.remove();
    leaving = 0;
    OWN.forEach(id => document.getElementById(id)?.remove());
    document.documentElement.classList.remove("stage-awake", "stage-pointing");
    if (channel) { channel.close(); channel = null; name = ""; }
  };
  const adopt = () => {
    if (!active()) return;
    document.getElementById("stage-bar")?.remove();
    if (name !== data().dataset.channel) state.scene = clamp(resumed || wanted());
    resumed = 0;
    state.scene = clamp(state.scene);
    listen();
    draw();
  };
  window.clairvizStage = { adopt };
  setInterval(watch, WATCH);
  adopt();
})();
