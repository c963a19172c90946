;; The passes of src/plan/tree/passes.ts over a flat tree of doubles, operation by operation as doublePasses.ts has
;; them, so that results are equal to the last bit. Arrays are given by their address in bytes.
(module
  (import "tree" "memory" (memory 0))

  ;; The probability of the edge into a node, or the policy's weight of the action that leads there.
  (func $weight (param $i i32) (param $slot i32) (param $probability i32) (param $policy i32) (result f64)
    (local $taken i32)
    (local.set $taken (i32.load (i32.add (local.get $slot) (i32.shl (local.get $i) (i32.const 2)))))
    (if (result f64) (i32.lt_s (local.get $taken) (i32.const 0))
      (then (f64.load (i32.add (local.get $probability) (i32.shl (local.get $i) (i32.const 3)))))
      (else (f64.load (i32.add (local.get $policy) (i32.shl (local.get $taken) (i32.const 3)))))))

  (func (export "reach")
    (param $size i32) (param $parent i32) (param $slot i32) (param $probability i32) (param $policy i32)
    (param $reach i32)
    (local $i i32)
    (f64.store (local.get $reach) (f64.const 1))
    (local.set $i (i32.const 1))
    (block $done
      (loop $next
        (br_if $done (i32.ge_s (local.get $i) (local.get $size)))
        (f64.store
          (i32.add (local.get $reach) (i32.shl (local.get $i) (i32.const 3)))
          (f64.mul
            (f64.load
              (i32.add
                (local.get $reach)
                (i32.shl
                  (i32.load (i32.add (local.get $parent) (i32.shl (local.get $i) (i32.const 2))))
                  (i32.const 3))))
            (call $weight (local.get $i) (local.get $slot) (local.get $probability) (local.get $policy))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next))))

  ;; At $value stand the values of the leaves.
  (func (export "values")
    (param $size i32) (param $first i32) (param $count i32) (param $slot i32) (param $probability i32)
    (param $policy i32) (param $value i32)
    (local $i i32) (local $child i32) (local $end i32) (local $sum f64)
    (local.set $i (i32.sub (local.get $size) (i32.const 1)))
    (block $done
      (loop $next
        (br_if $done (i32.lt_s (local.get $i) (i32.const 0)))
        (local.set $end (i32.load (i32.add (local.get $count) (i32.shl (local.get $i) (i32.const 2)))))
        (if (i32.ne (local.get $end) (i32.const 0))
          (then
            (local.set $child (i32.load (i32.add (local.get $first) (i32.shl (local.get $i) (i32.const 2)))))
            (local.set $end (i32.add (local.get $end) (local.get $child)))
            (local.set $sum (f64.const 0))
            (loop $children
              (local.set $sum
                (f64.add
                  (local.get $sum)
                  (f64.mul
                    (call $weight
                      (local.get $child) (local.get $slot) (local.get $probability) (local.get $policy))
                    (f64.load (i32.add (local.get $value) (i32.shl (local.get $child) (i32.const 3)))))))
              (local.set $child (i32.add (local.get $child) (i32.const 1)))
              (br_if $children (i32.lt_s (local.get $child) (local.get $end))))
            (f64.store (i32.add (local.get $value) (i32.shl (local.get $i) (i32.const 3))) (local.get $sum))))
        (local.set $i (i32.sub (local.get $i) (i32.const 1)))
        (br $next))))

  ;; At $sums stand zeros.
  (func (export "actionValues")
    (param $size i32) (param $parent i32) (param $slot i32) (param $reach i32) (param $value i32)
    (param $sums i32)
    (local $i i32) (local $taken i32) (local $sum i32)
    (local.set $i (i32.const 1))
    (block $done
      (loop $next
        (br_if $done (i32.ge_s (local.get $i) (local.get $size)))
        (local.set $taken (i32.load (i32.add (local.get $slot) (i32.shl (local.get $i) (i32.const 2)))))
        (if (i32.ge_s (local.get $taken) (i32.const 0))
          (then
            (local.set $sum (i32.add (local.get $sums) (i32.shl (local.get $taken) (i32.const 3))))
            (f64.store
              (local.get $sum)
              (f64.add
                (f64.load (local.get $sum))
                (f64.mul
                  (f64.load
                    (i32.add
                      (local.get $reach)
                      (i32.shl
                        (i32.load (i32.add (local.get $parent) (i32.shl (local.get $i) (i32.const 2))))
                        (i32.const 3))))
                  (f64.load (i32.add (local.get $value) (i32.shl (local.get $i) (i32.const 3)))))))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next))))

  ;; At $sums stand zeros, one more than there are slots: the last is for leaves that no choice leads to.
  (func (export "sequenceValues")
    (param $size i32) (param $slots i32) (param $count i32) (param $last i32) (param $reach i32)
    (param $leaf i32) (param $sums i32)
    (local $i i32) (local $taken i32) (local $sum i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_s (local.get $i) (local.get $size)))
        (if (i32.eqz (i32.load (i32.add (local.get $count) (i32.shl (local.get $i) (i32.const 2)))))
          (then
            (local.set $taken (i32.load (i32.add (local.get $last) (i32.shl (local.get $i) (i32.const 2)))))
            (if (i32.lt_s (local.get $taken) (i32.const 0))
              (then (local.set $taken (local.get $slots))))
            (local.set $sum (i32.add (local.get $sums) (i32.shl (local.get $taken) (i32.const 3))))
            (f64.store
              (local.get $sum)
              (f64.add
                (f64.load (local.get $sum))
                (f64.mul
                  (f64.load (i32.add (local.get $reach) (i32.shl (local.get $i) (i32.const 3))))
                  (f64.load (i32.add (local.get $leaf) (i32.shl (local.get $i) (i32.const 3)))))))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))))
