;; The passes of src/plan/tree/passes.ts over a flat tree of doubles, operation by operation as doublePasses.ts has
;; them, so that results are equal to the last bit. Arrays are given by their address in bytes; $word and $long are
;; the offsets of a node in arrays of 4 and of 8 bytes.
(module
  (import "tree" "memory" (memory 0))

  (func (export "reach")
    (param $size i32) (param $parent i32) (param $slot i32) (param $probability i32) (param $policy i32)
    (param $reach i32)
    (local $word i32) (local $long i32) (local $end i32) (local $taken i32)
    (f64.store (local.get $reach) (f64.const 1))
    (local.set $end (i32.shl (local.get $size) (i32.const 2)))
    (local.set $word (i32.const 4))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $word) (local.get $end)))
        (local.set $long (i32.shl (local.get $word) (i32.const 1)))
        (local.set $taken (i32.load (i32.add (local.get $slot) (local.get $word))))
        (f64.store
          (i32.add (local.get $reach) (local.get $long))
          (f64.mul
            (f64.load
              (i32.add
                (local.get $reach)
                (i32.shl (i32.load (i32.add (local.get $parent) (local.get $word))) (i32.const 3))))
            (f64.load
              (select
                (i32.add (local.get $probability) (local.get $long))
                (i32.add (local.get $policy) (i32.shl (local.get $taken) (i32.const 3)))
                (i32.lt_s (local.get $taken) (i32.const 0))))))
        (local.set $word (i32.add (local.get $word) (i32.const 4)))
        (br $next))))

  ;; At $value stand the values of the leaves.
  (func (export "values")
    (param $size i32) (param $first i32) (param $count i32) (param $slot i32) (param $probability i32)
    (param $policy i32) (param $value i32)
    (local $word i32) (local $child i32) (local $end i32) (local $long i32) (local $taken i32) (local $sum f64)
    (local.set $word (i32.shl (local.get $size) (i32.const 2)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $word)))
        (local.set $word (i32.sub (local.get $word) (i32.const 4)))
        (local.set $end (i32.load (i32.add (local.get $count) (local.get $word))))
        (br_if $next (i32.eqz (local.get $end)))
        (local.set $child
          (i32.shl (i32.load (i32.add (local.get $first) (local.get $word))) (i32.const 2)))
        (local.set $end (i32.add (local.get $child) (i32.shl (local.get $end) (i32.const 2))))
        (local.set $sum (f64.const 0))
        (loop $children
          (local.set $long (i32.shl (local.get $child) (i32.const 1)))
          (local.set $taken (i32.load (i32.add (local.get $slot) (local.get $child))))
          (local.set $sum
            (f64.add
              (local.get $sum)
              (f64.mul
                (f64.load
                  (select
                    (i32.add (local.get $probability) (local.get $long))
                    (i32.add (local.get $policy) (i32.shl (local.get $taken) (i32.const 3)))
                    (i32.lt_s (local.get $taken) (i32.const 0))))
                (f64.load (i32.add (local.get $value) (local.get $long))))))
          (local.set $child (i32.add (local.get $child) (i32.const 4)))
          (br_if $children (i32.lt_u (local.get $child) (local.get $end))))
        (f64.store (i32.add (local.get $value) (i32.shl (local.get $word) (i32.const 1))) (local.get $sum))
        (br $next))))

  ;; At $sums stand zeros.
  (func (export "actionValues")
    (param $size i32) (param $parent i32) (param $slot i32) (param $reach i32) (param $value i32)
    (param $sums i32)
    (local $word i32) (local $end i32) (local $taken i32) (local $sum i32)
    (local.set $end (i32.shl (local.get $size) (i32.const 2)))
    (block $done
      (loop $next
        (local.set $word (i32.add (local.get $word) (i32.const 4)))
        (br_if $done (i32.ge_u (local.get $word) (local.get $end)))
        (local.set $taken (i32.load (i32.add (local.get $slot) (local.get $word))))
        (br_if $next (i32.lt_s (local.get $taken) (i32.const 0)))
        (local.set $sum (i32.add (local.get $sums) (i32.shl (local.get $taken) (i32.const 3))))
        (f64.store
          (local.get $sum)
          (f64.add
            (f64.load (local.get $sum))
            (f64.mul
              (f64.load
                (i32.add
                  (local.get $reach)
                  (i32.shl (i32.load (i32.add (local.get $parent) (local.get $word))) (i32.const 3))))
              (f64.load (i32.add (local.get $value) (i32.shl (local.get $word) (i32.const 1)))))))
        (br $next))))

  ;; At $sums stand zeros, one more than there are slots: the last is for leaves that no choice leads to.
  (func (export "sequenceValues")
    (param $size i32) (param $slots i32) (param $count i32) (param $last i32) (param $reach i32)
    (param $leaf i32) (param $sums i32)
    (local $word i32) (local $long i32) (local $end i32) (local $taken i32) (local $sum i32)
    (local.set $end (i32.shl (local.get $size) (i32.const 2)))
    (local.set $word (i32.const -4))
    (block $done
      (loop $next
        (local.set $word (i32.add (local.get $word) (i32.const 4)))
        (br_if $done (i32.ge_u (local.get $word) (local.get $end)))
        (br_if $next (i32.load (i32.add (local.get $count) (local.get $word))))
        (local.set $long (i32.shl (local.get $word) (i32.const 1)))
        (local.set $taken (i32.load (i32.add (local.get $last) (local.get $word))))
        (local.set $sum
          (i32.add
            (local.get $sums)
            (i32.shl
              (select (local.get $slots) (local.get $taken) (i32.lt_s (local.get $taken) (i32.const 0)))
              (i32.const 3))))
        (f64.store
          (local.get $sum)
          (f64.add
            (f64.load (local.get $sum))
            (f64.mul
              (f64.load (i32.add (local.get $reach) (local.get $long)))
              (f64.load (i32.add (local.get $leaf) (local.get $long))))))
        (br $next)))))
