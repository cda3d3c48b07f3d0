// A layout of a network by forces: every two push each other away, ties pull, all fall to the middle. The same input gives the same layout.
export interface Body { x: number; y: number; r: number }
export interface Spring { a: number; b: number; strength: number }
const ROUNDS = 420;
const TURN = Math.PI * (3 - Math.sqrt(5));
const [REACH, PUSH, PULL, FALL] = [70, 5200, 0.03, 0.012];

export function settled(radii: number[], springs: Spring[], width: number, height: number): Body[] {
  const flat = height / width;
  const bodies = radii.map((r, n) => ({ r, x: 15 * Math.sqrt(n + 0.5) * Math.cos(n * TURN), y: 15 * Math.sqrt(n + 0.5) * Math.sin(n * TURN) * flat }));
  const [dx, dy] = [new Float64Array(radii.length), new Float64Array(radii.length)];
  for (let round = 0; round < ROUNDS; round++) {
    const heat = 1 - round / ROUNDS;
    dx.fill(0);
    dy.fill(0);
    for (let i = 0; i < bodies.length; i++)
      for (let j = i + 1; j < bodies.length; j++) {
        const [a, b] = [bodies[i]!, bodies[j]!];
        const [x, y] = [b.x - a.x || 0.01, b.y - a.y || 0.01];
        const away = Math.hypot(x, y);
        const close = a.r + b.r + 10;
        const force = PUSH / (away * away) + (away < close ? (close - away) * 0.5 : 0);
        dx[i]! -= (force * x) / away;
        dy[i]! -= (force * y) / away;
        dx[j]! += (force * x) / away;
        dy[j]! += (force * y) / away;
      }
    for (const { a, b, strength } of springs) {
      const [x, y] = [bodies[b]!.x - bodies[a]!.x, bodies[b]!.y - bodies[a]!.y];
      const away = Math.hypot(x, y) || 0.01;
      const force = PULL * strength * (away - REACH - bodies[a]!.r - bodies[b]!.r);
      dx[a]! += (force * x) / away;
      dy[a]! += (force * y) / away;
      dx[b]! -= (force * x) / away;
      dy[b]! -= (force * y) / away;
    }
    bodies.forEach((body, n) => {
      const [x, y] = [dx[n]! - body.x * FALL, dy[n]! - (body.y * FALL) / flat];
      const long = Math.hypot(x, y);
      const most = 24 * heat + 0.4;
      const share = long > most ? most / long : 1;
      body.x += x * share;
      body.y += y * share;
    });
  }
  return placed(bodies, width, height);
}

// Moved and shrunk, never enlarged, into the frame; a margin is left for names.
function placed(bodies: Body[], width: number, height: number): Body[] {
  const [side, edge] = [74, 30];
  const [x0, x1] = [Math.min(...bodies.map((b) => b.x)), Math.max(...bodies.map((b) => b.x))];
  const [y0, y1] = [Math.min(...bodies.map((b) => b.y)), Math.max(...bodies.map((b) => b.y))];
  const [kx, ky] = [Math.min(3, (width - 2 * side) / Math.max(1, x1 - x0)), Math.min(3, (height - 2 * edge) / Math.max(1, y1 - y0))];
  return bodies.map((b) => ({ r: b.r, x: width / 2 + kx * (b.x - (x0 + x1) / 2), y: height / 2 + ky * (b.y - (y0 + y1) / 2) }));
}
