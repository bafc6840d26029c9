let () = Csv.save_out stdout [["Physical CPUs"; "a"; " x"; "a b"; "a,b"; "q\"q"; "780000000."; ""; "x\\y"; "(p)"]]
