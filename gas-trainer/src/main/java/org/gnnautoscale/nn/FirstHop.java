package org.gnnautoscale.nn;
