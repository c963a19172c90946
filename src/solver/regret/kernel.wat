;; The loops of src/solver/regret/kernel.ts, operation by operation, so that results are equal to the last bit. Arrays
;; are given by their address in bytes, numbers of sets and sequences as they are.
(module
  (import "game" "memory" (memory 0))

  (func (export "gather")
    (param $size i32) (param $rows i32) (param $columns i32) (param $entries i32) (param $weights i32)
    (param $values i32)
    (local $end i32) (local $last i32) (local $sum f64)
    (local.set $last (i32.add (local.get $rows) (i32.shl (local.get $size) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $rows) (local.get $last)))
        ;; $columns and $entries go on from row to row.
        (local.set $end
          (i32.add
            (local.get $columns)
            (i32.shl
              (i32.sub (i32.load offset=4 (local.get $rows)) (i32.load (local.get $rows)))
              (i32.const 2))))
        (local.set $sum (f64.const 0))
        (block $summed
          (loop $entry
            (br_if $summed (i32.ge_u (local.get $columns) (local.get $end)))
            (local.set $sum
              (f64.add
                (local.get $sum)
                (f64.mul
                  (f64.load (local.get $entries))
                  (f64.load
                    (i32.add
                      (local.get $weights)
                      (i32.shl (i32.load (local.get $columns)) (i32.const 3)))))))
            (local.set $columns (i32.add (local.get $columns) (i32.const 4)))
            (local.set $entries (i32.add (local.get $entries) (i32.const 8)))
            (br $entry)))
        (f64.store (local.get $values) (local.get $sum))
        (local.set $values (i32.add (local.get $values) (i32.const 8)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (br $next))))

  (func (export "update")
    (param $sets i32) (param $offsets i32) (param $parents i32) (param $policy i32) (param $values i32)
    (param $regrets i32) (param $positive f64) (param $negative f64) (param $floor f64)
    (local $start i32) (local $end i32) (local $s i32) (local $at i32) (local $value f64) (local $sum f64)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $sets)))
        (local.set $sets (i32.sub (local.get $sets) (i32.const 1)))
        (local.set $at (i32.add (local.get $offsets) (i32.shl (local.get $sets) (i32.const 2))))
        (local.set $start (i32.shl (i32.load (local.get $at)) (i32.const 3)))
        (local.set $end (i32.shl (i32.load offset=4 (local.get $at)) (i32.const 3)))
        (local.set $value (f64.const 0))
        (local.set $s (local.get $start))
        (block $valued
          (loop $action
            (br_if $valued (i32.ge_u (local.get $s) (local.get $end)))
            (local.set $value
              (f64.add
                (local.get $value)
                (f64.mul
                  (f64.load (i32.add (local.get $policy) (local.get $s)))
                  (f64.load (i32.add (local.get $values) (local.get $s))))))
            (local.set $s (i32.add (local.get $s) (i32.const 8)))
            (br $action)))
        (local.set $s (local.get $start))
        (block $regretted
          (loop $action
            (br_if $regretted (i32.ge_u (local.get $s) (local.get $end)))
            (local.set $at (i32.add (local.get $values) (local.get $s)))
            (local.set $sum (f64.sub (f64.load (local.get $at)) (local.get $value)))
            (f64.store (local.get $at) (local.get $sum))
            (local.set $at (i32.add (local.get $regrets) (local.get $s)))
            (local.set $sum
              (f64.add
                (f64.mul
                  (f64.load (local.get $at))
                  (select
                    (local.get $positive)
                    (local.get $negative)
                    (f64.gt (f64.load (local.get $at)) (f64.const 0))))
                (local.get $sum)))
            (local.set $sum
              (select (local.get $floor) (local.get $sum) (f64.lt (local.get $sum) (local.get $floor))))
            (f64.store
              (local.get $at)
              (select (f64.const 0) (local.get $sum) (f64.lt (f64.abs (local.get $sum)) (f64.const 1e-300))))
            (local.set $s (i32.add (local.get $s) (i32.const 8)))
            (br $action)))
        (local.set $at
          (i32.add
            (local.get $values)
            (i32.shl
              (i32.load (i32.add (local.get $parents) (i32.shl (local.get $sets) (i32.const 2))))
              (i32.const 3))))
        (f64.store (local.get $at) (f64.add (f64.load (local.get $at)) (local.get $value)))
        (br $next))))

  (func (export "match")
    (param $sets i32) (param $offsets i32) (param $parents i32) (param $regrets i32) (param $latest i32)
    (param $prediction f64) (param $policy i32) (param $reach i32)
    (local $last i32) (local $start i32) (local $end i32) (local $s i32) (local $at i32)
    (local $weight f64) (local $total f64) (local $own f64) (local $even f64)
    (f64.store (local.get $reach) (f64.const 1))
    (local.set $last (i32.add (local.get $parents) (i32.shl (local.get $sets) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $parents) (local.get $last)))
        (local.set $start (i32.load (local.get $offsets)))
        (local.set $end (i32.load offset=4 (local.get $offsets)))
        (local.set $even
          (f64.div (f64.const 1) (f64.convert_i32_s (i32.sub (local.get $end) (local.get $start)))))
        (local.set $start (i32.shl (local.get $start) (i32.const 3)))
        (local.set $end (i32.shl (local.get $end) (i32.const 3)))
        (local.set $total (f64.const 0))
        (local.set $s (local.get $start))
        (block $kept
          (loop $action
            (br_if $kept (i32.ge_u (local.get $s) (local.get $end)))
            (local.set $weight
              (f64.add
                (f64.load (i32.add (local.get $regrets) (local.get $s)))
                (f64.mul (local.get $prediction) (f64.load (i32.add (local.get $latest) (local.get $s))))))
            (local.set $weight
              (select (local.get $weight) (f64.const 0) (f64.gt (local.get $weight) (f64.const 0))))
            (f64.store (i32.add (local.get $policy) (local.get $s)) (local.get $weight))
            (local.set $total (f64.add (local.get $total) (local.get $weight)))
            (local.set $s (i32.add (local.get $s) (i32.const 8)))
            (br $action)))
        (local.set $own
          (f64.load
            (i32.add (local.get $reach) (i32.shl (i32.load (local.get $parents)) (i32.const 3)))))
        (local.set $s (local.get $start))
        (block $weighted
          (loop $action
            (br_if $weighted (i32.ge_u (local.get $s) (local.get $end)))
            (local.set $at (i32.add (local.get $policy) (local.get $s)))
            (local.set $weight
              (select
                (f64.div (f64.load (local.get $at)) (local.get $total))
                (local.get $even)
                (f64.gt (local.get $total) (f64.const 0))))
            (f64.store (local.get $at) (local.get $weight))
            (f64.store
              (i32.add (local.get $reach) (local.get $s))
              (f64.mul (local.get $own) (local.get $weight)))
            (local.set $s (i32.add (local.get $s) (i32.const 8)))
            (br $action)))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $parents (i32.add (local.get $parents) (i32.const 4)))
        (br $next))))

  (func (export "accumulate") (param $size i32) (param $reach i32) (param $sums i32) (param $weight f64)
    (local $end i32)
    (local.set $end (i32.add (local.get $sums) (i32.shl (local.get $size) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $sums) (local.get $end)))
        (f64.store
          (local.get $sums)
          (f64.add
            (f64.load (local.get $sums))
            (f64.mul (local.get $weight) (f64.load (local.get $reach)))))
        (local.set $sums (i32.add (local.get $sums) (i32.const 8)))
        (local.set $reach (i32.add (local.get $reach) (i32.const 8)))
        (br $next)))))
